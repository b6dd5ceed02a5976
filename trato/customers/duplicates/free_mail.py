"""Where everybody has an e-mail address: that two share such a domain says nothing about them."""

# fmt: off
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.es", "hotmail.co.uk", "hotmail.fr",
    "live.com", "msn.com", "yahoo.com", "yahoo.es", "yahoo.co.in", "yahoo.co.uk", "yahoo.fr", "ymail.com",
    "rediffmail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de",
    "mail.com", "mail.ru", "yandex.ru", "yandex.com", "proton.me", "protonmail.com", "zoho.com", "t-online.de",
    "orange.fr", "free.fr", "wanadoo.fr", "wanadoo.es", "telefonica.net", "terra.es", "movistar.es", "libero.it",
    "qq.com", "163.com", "126.com", "naver.com",
})
# fmt: on
