"""Cards of the board, drawn here and not by a template for each: a page has hundreds of them."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trato.kit.money import Money
from trato.sales.board.queries import Card
from trato.web.public import colleague, icon, our_locale


def drawn_cards(cards: Sequence[Card], *, may_move: bool) -> SafeString:
    """Text of people is escaped where it is put in; what else stands here is ours."""
    deals = reverse("web:list", args=["deals"])
    return SafeString("".join([_card(card, deals, may_move=may_move) for card in cards]))


def _card(card: Card, deals: str, *, may_move: bool) -> str:
    stale = f' data-stale="{card.stale}"' if card.stale else ""
    moves = " data-moves" if may_move else ""
    amount = f"<b>{escape(money_brief(card.amount))}</b>" if card.amount else ""
    company = f'<p class="t-card-co" dir="auto">{escape(card.company)}</p>' if card.company else ""
    return (
        f'<li class="t-card" id="card-{card.id}" data-row data-card data-version="{card.version}"{stale}{moves}>'
        f'<div class="t-card-top"><a href="{deals}{card.id}/" data-row-link>'
        f'<span dir="auto">{escape(card.name)}</span></a>{amount}</div>{company}'
        f'<p class="t-card-foot">{_face(card.owner)}<span class="n" dir="auto">{escape(card.next_step)}</span>'
        f'<span class="t-age">{_age(card)}</span></p>{_move_button(card.name) if may_move else ""}</li>\n'
    )


def _age(card: Card) -> str:
    """Days in its stage; with a sign when it has been there too long."""
    said = escape(_("%(count)s d") % {"count": card.days})
    if not card.stale:
        return said
    return f'{icon("clock-exclamation")}<span class="t-hidden">{escape(_("too long here"))}</span>{said}'


def _move_button(name: str) -> str:
    said = escape(_("Move %(name)s") % {"name": name})
    way = 'type="button" data-move-menu aria-haspopup="menu"'
    return f'<button class="t-card-move" {way} aria-label="{said}">{icon("arrows-sort")}</button>'


@lru_cache(maxsize=2_000)
def _face(owner: str) -> SafeString:
    return colleague(owner, "sm") if owner else SafeString()


def money_brief(amount: Money | None) -> str:
    """On a board, where a card and the head of a column have no room for zeros."""
    return _briefly(amount, str(our_locale())) if amount else ""


@lru_cache(maxsize=4_096)
def _briefly(amount: Money, locale: str) -> str:
    """A board says hundreds of them."""
    return amount.briefly(locale)
