"""What other modules may use from what one has at hand: pins, and records opened lately."""

from trato.foundation.shortcuts.errors import PinRefused
from trato.foundation.shortcuts.queries import AtHand, is_pinned, opened_lately, pins_of
from trato.foundation.shortcuts.use_cases import note_opened, pin_page, pin_record, unpin
