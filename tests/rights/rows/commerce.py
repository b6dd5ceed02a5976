"""Rows of products, prices, taxes and exchange rates. Who may see products sees those of all."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.rights.answers import Answers, Row, administrators, by_owner, by_person, one_of_us, with_rights
from tests.rights.scene import Things
from trato.commerce.public import (
    PriceList,
    PriceListFacts,
    Product,
    TaxRate,
    create_products,
    save_price_list,
    save_tax_rate,
    trash_products,
)
from trato.foundation.public import SYSTEM, ReceivedFile, add_files, incoming_folder
from trato.kit.ids import new_id


def seeing_all(*, anonymous: int = 302, fine: int = 200, nobody: int = 404) -> Answers:
    everyone = (fine, fine, fine)
    return by_owner(
        anonymous, nobody=(nobody, nobody, nobody), seller=everyone, manager=everyone, administrator=everyone
    )


def changing_seen(*, anonymous: int = 302, fine: int = 200, nobody: int = 404) -> Answers:
    """Others' are seen, so they are refused and not missing."""
    return by_owner(
        anonymous,
        nobody=(nobody, nobody, nobody),
        seller=(fine, 403, 403),
        manager=(fine, fine, 403),
        administrator=(fine, fine, fine),
    )


def _product(things: Things) -> Product:
    (saved,) = create_products([{"name": "Matrix product", "owner": str(things.owner.id)}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


def _price_list(things: Things) -> PriceList:
    return save_price_list(PriceListFacts(name="Matrix", currency="EUR"), by=SYSTEM)


def _tax(things: Things) -> TaxRate:
    return save_tax_rate(
        country="ES", tax_class="standard", percent=Decimal(21), valid_from=date(2012, 9, 1), by=SYSTEM
    )


def product(things: Things) -> dict[str, Any]:
    return {"id": _product(things).id}


def api_product(things: Things) -> dict[str, Any]:
    return {"record_id": _product(things).id}


def api_trashed_product(things: Things) -> dict[str, Any]:
    saved = _product(things)
    trash_products([saved.id], by=SYSTEM)
    return {"record_id": saved.id}


def priced_product(things: Things) -> dict[str, Any]:
    return {"product_id": _product(things).id}


def price_list(things: Things) -> dict[str, Any]:
    return {"id": _price_list(things).id}


def api_price_list(things: Things) -> dict[str, Any]:
    return {"list_id": _price_list(things).id}


def tax(things: Things) -> dict[str, Any]:
    return {"id": _tax(things).id}


def called(things: Things) -> dict[str, Any]:
    return {"name": "Another name"}


def listed(things: Things) -> dict[str, Any]:
    return {"name": "Retail", "currency": "EUR"}


def price(things: Things) -> dict[str, Any]:
    return {"product": str(_product(things).id), "amount": "5"}


def prices(things: Things) -> dict[str, Any]:
    return {"prices": [price(things)]}


def rate(things: Things) -> dict[str, Any]:
    return {"country": "FR", "tax_class": "standard", "percent": "20", "valid_from": "2014-01-01"}


def refused(status: int = 422) -> Answers:
    """Without a file or an amount nothing comes of it, for those who may."""
    return by_person(302, 403, 403, 403, status)


def only_administrators(fine: int = 200) -> Answers:
    return by_person(401, 403, 403, 403, fine)


def api_product_file(things: Things) -> dict[str, Any]:
    saved = _product(things)
    path = incoming_folder() / str(new_id())
    path.write_bytes(b"Of the matrix")
    received = ReceivedFile("matrix.txt", path, size=13, digest="0" * 64, head=b"Of the matrix")
    (file,) = add_files([received], kind="product", record_id=saved.id, by=SYSTEM)
    return {"record_id": saved.id, "file_id": file.id}


def new_rows(things: Things) -> dict[str, Any]:
    return {"rows": [called(things)]}


def changed_product(things: Things) -> dict[str, Any]:
    return {"rows": [{"id": str(_product(things).id), "series": "Roof"}]}


def archived_product(things: Things) -> dict[str, Any]:
    return {"ids": [str(_product(things).id)]}


def refused_among_others(*, fine: int = 200) -> Answers:
    return by_owner(
        401,
        nobody=(403, 403, 403),
        seller=(fine, 207, 207),
        manager=(fine, fine, 207),
        administrator=(fine, fine, fine),
    )


SETS = [
    Row("api:products_search", "POST", one_of_us(anonymous=401), body=lambda things: {}),
    Row(
        "api:products_batch_create", "POST", with_rights(anonymous=401), body=lambda things: {"rows": [called(things)]}
    ),
    Row(
        "api:products_batch_upsert",
        "POST",
        by_person(401, 403, 422, 422, 422),
        body=lambda things: {"key": "name", "rows": [{"name": "One"}]},
    ),
    Row("api:products_batch_update", "POST", refused_among_others(), body=changed_product),
    Row("api:products_batch_archive", "POST", refused_among_others(), body=archived_product),
    Row("api:products_files", "GET", seeing_all(anonymous=401), path=api_product),
    Row("api:products_files_add", "POST", changing_seen(anonymous=401, fine=415), path=api_product),
    Row("api:products_file_content", "GET", seeing_all(anonymous=401), path=api_product_file),
    Row("api:products_file_delete", "DELETE", changing_seen(anonymous=401, fine=204), path=api_product_file),
    Row(
        "api:exchange_rates_convert",
        "GET",
        by_person(401, 422, 422, 422, 422),
    ),
]
ROWS = [
    *SETS,
    Row("commerce:rates", "GET", administrators()),
    Row("commerce:rates", "POST", refused()),
    Row("commerce:price_lists", "GET", administrators()),
    Row("commerce:new_price_list", "GET", administrators()),
    Row("commerce:new_price_list", "POST", administrators(302), body=listed),
    Row("commerce:change_price_list", "GET", administrators(), path=price_list),
    Row("commerce:change_price_list", "POST", administrators(302), path=price_list, body=listed),
    Row("commerce:set_price", "POST", administrators(302), path=price_list, body=price),
    Row("commerce:delete_price_list", "POST", administrators(302), path=price_list),
    Row("commerce:taxes", "GET", administrators()),
    Row("commerce:taxes", "POST", administrators(302), body=rate),
    Row("commerce:delete_tax", "POST", administrators(302), path=tax),
    Row("commerce:bundle", "GET", administrators(), path=product),
    Row("commerce:bundle", "POST", administrators(302), path=product),
    Row("commerce:products_on_sale", "GET", with_rights()),
    Row("api:products_index", "GET", one_of_us(anonymous=401)),
    Row("api:products_create", "POST", with_rights(201, anonymous=401), body=called),
    Row("api:products_history", "GET", seeing_all(anonymous=401), path=api_product),
    Row(
        "api:products_use_value",
        "POST",
        changing_seen(anonymous=401, fine=200),
        path=api_product,
        body=lambda things: {"field": "name", "version": 1},
    ),
    Row("api:products_show", "GET", seeing_all(anonymous=401), path=api_product),
    Row("api:products_update", "PATCH", changing_seen(anonymous=401), path=api_product, body=called),
    Row("api:products_delete", "DELETE", changing_seen(anonymous=401, fine=204), path=api_product),
    Row("api:products_restore", "POST", changing_seen(anonymous=401, nobody=403), path=api_trashed_product),
    Row("api:price_lists_index", "GET", with_rights(anonymous=401)),
    Row("api:price_lists_show", "GET", with_rights(anonymous=401), path=api_price_list),
    Row("api:price_lists_set", "PUT", only_administrators(), path=api_price_list, body=prices),
    Row("api:prices_of_product", "GET", seeing_all(anonymous=401), path=priced_product),
    Row("api:exchange_rates_index", "GET", with_rights(anonymous=401)),
]
