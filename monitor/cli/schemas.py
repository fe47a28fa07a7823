"""JSON Schema of what analysts write, so that an editor completes keys and shows faults while they type."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from monitor.config.models import DigestsFile, SourcesFile
from monitor.config.service import ServiceFile
from monitor.lexicon.names import LexiconFile
from monitor.lexicon.toponyms import ToponymsFile
from monitor.matching.rulefile import RulesFile

KINDS: dict[str, type[BaseModel]] = {
    "rules": RulesFile,
    "lexicon": LexiconFile,
    "sources": SourcesFile,
    "digests": DigestsFile,
    "toponyms": ToponymsFile,
    "service": ServiceFile,
}
TITLES = {
    "rules": "Rules of Bilateral Monitor",
    "lexicon": "Names of Bilateral Monitor",
    "sources": "Feeds of Bilateral Monitor",
    "digests": "Digests of Bilateral Monitor",
    "toponyms": "Neutral names of places of Bilateral Monitor",
    "service": "How Bilateral Monitor is run and watched",
}
_LANGUAGE = "Names in {}, in dictionary form; ~class, * and = say otherwise word by word"
_LANGUAGES = {
    "en": "English", "ru": "Russian", "be": "Belarusian", "be_lacinka": "Belarusian in Latin letters",
    "az": "Azerbaijani", "az_cyr": "Azerbaijani in the old Cyrillic spelling", "tr": "Turkish", "uk": "Ukrainian",
    "pl": "Polish", "de": "German", "fr": "French", "kk": "Kazakh", "hy": "Armenian", "ka": "Georgian",
}  # fmt: skip
_SENTENCES = {
    "RulesFile.version": "Always 1",
    "RulesFile.names": "Names that only the rules of this file know",
    "RulesFile.rules": "The rules, each with its examples",
    "RuleModel.id": "What digests.yaml asks for: small Latin letters, digits, - and _",
    "RuleModel.title": "The rule's name for people",
    "RuleModel.when": "What the rule finds; write it under 'when: |', on lines of its own",
    "RuleModel.priority": "Conditions that raise the priority of what the rule has found",
    "RuleModel.remind_if_silent": "A reminder when the rule has found nothing for so long, as in 60d",
    "RuleModel.examples": "The proof: what the rule must find and what it must leave alone",
    "PriorityModel.urgent": "Urgent if this holds as well; write it under 'urgent: |'",
    "PriorityModel.high": "High if this holds as well; write it under 'high: |'",
    "ExamplesModel.match": "Texts that must be found; at least one",
    "ExamplesModel.skip": "Texts that must not be found: near misses",
    "ExampleModel.text": "The text; without a title its first sentence is the title",
    "ExampleModel.title": "The headline",
    "ExampleModel.source": "The id of a feed of sources.yaml",
    "ExampleModel.lang": "The language, as in ru",
    "ExampleModel.date": "The day, as in 2024-05-16",
    "ExampleModel.priority": "The priority it must get",
    "Forms.any": "Names that are the same in every language, taken as typed",
    "NameEntry.alias": "Other words that a rule may use for this name",
    "NameEntry.side": "ISO code of the country that a person or organisation acts for",
    "NameEntry.iso": "ISO code, for a country",
    "NameEntry.case": "Whether capitals must be as written: proper, abbreviations or any",
    "NameEntry.own_language": "Languages whose forms count only in texts of that language",
    "NameEntry.strong": "Names that are enough by themselves",
    "NameEntry.weak": "Names that count only near a context word, beside a strong name or with their side",
    "NameEntry.context": "Words near which a weak name counts",
    "NameEntry.not": "Namesakes: where these stand, the name is not meant",
    "NameEntry.adjective": "Adjectives of the name",
    "NameEntry.metonym": "Words that stand for it, such as a capital",
    "NameEntry.role": "Office, for people",
    "NameEntry.shown": "A person's name as it is displayed, where it is not the first full English form",
    "NameEntry.note": "A remark for colleagues",
    "GroupEntry.members": "Its members, by ISO code, by id, or other groups",
    "GroupEntry.alias": "Other words that a rule may use for this group",
    "GroupEntry.note": "A remark for colleagues",
    "LexiconFile.version": "Always 1",
    "LexiconFile.classes": "Classes of endings: the letter behind ~ and its endings",
    "LexiconFile.names": "Names by id, such as person.first_last",
    "LexiconFile.groups": "Several names under one word",
    "NetworkModel.proxy": "An HTTP proxy; its password as ${NAME}",
    "NetworkModel.ca_file": "A file with certificates to trust besides the usual ones",
    "NetworkModel.user_agent": "How the monitor names itself",
    "NetworkModel.contact": "An address for webmasters, part of the usual name",
    "NetworkModel.allow": "Exact host:port that may be an internal address",
    "DefaultsModel.kind": "What sort of outlet it is; stands in every line of a digest",
    "DefaultsModel.side": "ISO code of the state the outlet speaks from; none for exile media and search engines",
    "DefaultsModel.country": "ISO code of where the outlet sits",
    "DefaultsModel.language": "What it writes in; leave it out where it is many",
    "DefaultsModel.zone": "Time zone of dates that name none, as in Asia/Baku",
    "DefaultsModel.interval": "How often it is asked, as in 15m or 1h; a government that says none has half of it",
    "DefaultsModel.format": "feed, unless only rss or jsonfeed is right",
    "DefaultsModel.enabled": "false keeps the description and stops asking",
    "DefaultsModel.page": "Whether the article's page is read: auto, always or never",
    "DefaultsModel.user_agent": "How the monitor names itself here",
    "DefaultsModel.headers": "Headers to send; secrets as ${NAME}",
    "DefaultsModel.proxy": "An HTTP proxy for it",
    "DefaultsModel.ca_file": "Certificates for it",
    "SourceModel.id": "The feed's name in every command; never change it",
    "SourceModel.outlet": "The name that stands in the digest",
    "SourceModel.url": "Where the feed is",
    "SourceModel.links": "Of a web page: a CSS selector or a pattern of addresses, which of its links are news",
    "SourcesFile.version": "Always 1",
    "SourcesFile.network": "How the outside world is reached",
    "SourcesFile.defaults": "What a source that says nothing gets",
    "SourcesFile.sources": "The feeds",
    "DeliveryModel.channel": "console, file, or a name under channels",
    "DeliveryModel.recipient": "A mail address; for file a folder below the state directory",
    "SlotModel.name": "Its name, as in morning; what was told is remembered under it",
    "SlotModel.at": 'The hour, as in "08:00"',
    "SlotModel.weekdays": "mon, tue, wed, thu, fri, sat, sun; all if left out",
    "QuietModel.from": 'When they begin, as in "22:00"',
    "QuietModel.to": 'When they end, as in "07:00"',
    "QuietModel.weekdays": "On which days they begin; all if left out",
    "QuietModel.urgent_rings": "true: what is urgent comes all the same",
    "MuteModel.story": "The number of a story",
    "MuteModel.rule": "The id of a rule",
    "MuteModel.event": "A kind or family of events, as in congratulation",
    "MuteModel.until": "The last day of it, as in 2026-12-31; a mute always ends",
    "MuteModel.why": "A remark for colleagues",
    "SubscriptionModel.id": "Its name; what was told is remembered under it, so do not change it",
    "SubscriptionModel.title": "The head of the digest",
    "SubscriptionModel.rules": "Ids of the rules it is made of",
    "SubscriptionModel.pairs": "Pairs of countries, by name, ISO code or group: all rules that are bound to them",
    "SubscriptionModel.to": "Where it goes",
    "SubscriptionModel.zone": "The reader's time zone, as in Asia/Baku",
    "SubscriptionModel.at": 'The hour, as in "07:30", or several',
    "SubscriptionModel.weekdays": "Days on which a single hour counts: mon, tue, wed, thu, fri, sat, sun",
    "SubscriptionModel.frame": "Language of the digest's own words: en, ru or az; titles and quotes stay as written",
    "SubscriptionModel.kinds": "The only kinds of outlets this reader is told of",
    "SubscriptionModel.quiet": 'Hours in which no alert comes, as in "22:00-07:00"; alerts wait for their end',
    "SubscriptionModel.window": "For how long alerts below urgent are gathered into one, as in 30m",
    "SubscriptionModel.mutes": "What is not alerted and stands as one line in the digest, each until a day",
    "SubscriptionModel.handling": "A line for the head of each digest",
    "SubscriptionModel.without_kinds": "Kinds of outlets this reader is not told of",
    "SubscriptionModel.languages": "Only reports in these languages",
    "SubscriptionModel.alerts": "From which priority on news is told at once: urgent or high; never if left out",
    "ToponymEntry.id": "Its name in rules/lexicon, as in place.karabakh",
    "ToponymEntry.written": "Spellings in texts by which it is known, Шуш* with any ending",
    "ToponymEntry.note": "Where the neutral form comes from",
    "ToponymEntry.en": "What the digest calls it in English",
    "ToponymEntry.ru": "What the digest calls it in Russian",
    "ToponymEntry.az": "What the digest calls it in Azerbaijani",
    "ToponymsFile.version": "Always 1",
    "ToponymsFile.places": "The places, each under a word of your own",
    "BackupModel.at": 'The hour of the daily backup, as in "02:30"',
    "BackupModel.zone": "The time zone of that hour, as in Asia/Baku",
    "BackupModel.daily": "How many of the newest days keep a backup",
    "BackupModel.weekly": "How many of the weeks before keep one",
    "BackupModel.folder": "Where they are put; backups in the state directory if left out",
    "KeepModel.unmatched_text": "How long the text of articles that match no rule is kept, as in 90d",
    "KeepModel.seen": "How long an article is known again after a feed last listed it, as in 400d",
    "KeepModel.polls": "How long the record of each poll is kept, as in 90d",
    "ServiceFile.version": "Always 1",
    "ServiceFile.listen": 'Where /healthz, /readyz and /metrics answer, as in "127.0.0.1:8321"; nowhere if left out',
    "ServiceFile.listen_anywhere": "true: the address may be one that other machines reach",
    "ServiceFile.listen_names": "Names by which other machines call this one, if they use names",
    "ServiceFile.heartbeat": "An address that is called after each good cycle; a secret in it as ${NAME}",
    "ServiceFile.backup": 'When backups are made and how many stay; an hour alone, as in "02:30", or off',
    "ServiceFile.keep": "How long what nobody asks for any more is kept",
    "ServiceFile.free_space": "With less than this on the disk nothing new is taken in, as in 100 MB",
    "DigestsFile.version": "Always 1",
    "DigestsFile.operator": "Whoever runs the monitor",
    "DigestsFile.channels": "Ways out besides console and file, each with its kind and its options",
    "DigestsFile.subscriptions": "Who gets what, when",
}  # fmt: skip
_BASES = {"NameEntry": "Forms", "SourceModel": "DefaultsModel"}


def schema_of(kind: str) -> dict[str, object]:
    """The schema of one kind of file, keys as they stand in YAML, each with a sentence for people."""
    model = KINDS[kind]
    found: dict[str, Any] = model.model_json_schema(by_alias=True)
    for name, part in {model.__name__: found, **found.get("$defs", {})}.items():
        for key, value in part.get("properties", {}).items():
            value.pop("title", None)
            sentence = _sentence(name, key)
            if sentence:
                value["description"] = sentence
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": TITLES[kind]}
    return {**head, **{key: value for key, value in found.items() if key != "title"}}


def _sentence(model: str, key: str) -> str:
    """What the key is for, "" if nobody has said it yet."""
    if key in _LANGUAGES and model in ("Forms", "NameEntry"):
        return _LANGUAGE.format(_LANGUAGES[key])
    return _SENTENCES.get(f"{model}.{key}") or _SENTENCES.get(f"{_BASES.get(model)}.{key}", "")
