"""A digest's last steps: into final bytes (render, pure) and onto the wire (send, off the river).

A channel is one file and one line in `CHANNELS`; `Post` sends letters and hands their outcomes back.
"""

from monitor.channels.channel import Channel, Place, Render, Send
from monitor.channels.keys import message_id, message_key
from monitor.channels.post import Post
from monitor.channels.registry import CHANNELS

__all__ = ["CHANNELS", "Channel", "Place", "Post", "Render", "Send", "message_id", "message_key"]
