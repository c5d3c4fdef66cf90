"""What people do on the pages, named as they would say it. Nobody types an address."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.evidence_files import pdf

#: The four days of a quarter, counted from today where it is open; a quarter is 31 days long here.
HARI = {"dibuka": -10, "tenggat": 5, "akhir toleransi": 8, "ditutup": 20}
ROMAWI = {1: "I", 2: "II", 3: "III", 4: "IV"}
ANALISIS = {
    "Penyebab keberhasilan atau kegagalan": "Petugas layanan bertambah.",
    "Upaya": "Jadwal layanan disusun setiap pekan.",
    "Hambatan": "Sebagian data terlambat datang.",
    "Rekomendasi dan tindak lanjut": "Batas waktu data dimajukan.",
}


def choose(page: Page, entry: str) -> None:
    """Take an entry of the main menu."""
    leave(page, page.get_by_role("navigation", name="Menu utama").get_by_role("link", name=entry, exact=True))


def press(page: Page | Locator, name: str) -> None:
    leave(page if isinstance(page, Page) else page.page, page.get_by_role("button", name=name, exact=True))


def leave(page: Page, by: Locator) -> None:
    """Go on only when the next page is there, as a person does: what stood on the old one is gone with it."""
    with page.expect_navigation():
        by.click()


def follow(page: Page | Locator, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def told(page: Page, text: str) -> None:
    """What the application says at the top of the page."""
    expect(page.locator("[role=status] .pemberitahuan", has_text=text)).to_be_visible()


def switch_to(page: Page, satker: str) -> None:
    """The same page of another satker, unless it is that satker's already."""
    pilihan = page.get_by_label("Satker", exact=True)
    if pilihan.locator("option:checked").inner_text() != satker:
        pilihan.select_option(satker)
        press(page, "Tampilkan")


# The calendar and exceptions


def days(triwulan: int, terbuka: int, hari: date) -> dict[str, date]:
    """The four days of a quarter in a year of which `terbuka` is open on a day."""
    geser = 31 * (triwulan - terbuka)
    return {nama: hari + timedelta(jauh + geser) for nama, jauh in HARI.items()}


def open_calendar(page: Page) -> None:
    choose(page, "Pengisian")
    follow(page, "Lihat jadwal")


def type_calendar(page: Page, terbuka: int, hari: date) -> None:
    """All sixteen days: one quarter is open, those before it are closed, those after it not open yet."""
    for triwulan, romawi in ROMAWI.items():
        for nama, kapan in days(triwulan, terbuka, hari).items():
            page.get_by_label(f"Triwulan {romawi}, {nama}", exact=True).fill(kapan.isoformat())


def set_calendar(page: Page, terbuka: int, hari: date) -> None:
    open_calendar(page)
    type_calendar(page, terbuka, hari)
    press(page, "Simpan jadwal")
    told(page, "Jadwal tahun 2024 disimpan.")


def grant_exception(page: Page, satker: str, triwulan: int, sampai: date, alasan: str) -> None:
    open_calendar(page)
    follow(page, "Beri pengecualian")
    page.get_by_label("Satker").select_option(label=satker)
    page.get_by_label("Triwulan").select_option(label=f"Triwulan {ROMAWI[triwulan]}")
    page.get_by_label("Berlaku sampai dengan").fill(sampai.isoformat())
    page.get_by_label("Alasan").fill(alasan)
    press(page, "Beri pengecualian")
    told(page, f"Pengecualian {satker} untuk Triwulan {ROMAWI[triwulan]} berlaku sampai dengan")


# Entry


def take_up(page: Page, triwulan: int, indikator: str) -> None:
    """From one's tasks to the form of an indikator."""
    choose(page, "Tugas saya")
    kelompok = page.get_by_role("rowgroup").filter(has_text=f"Triwulan {ROMAWI[triwulan]} Tahun 2024")
    follow(kelompok, indikator)


def form(page: Page, nomor: int) -> Locator:
    """The place of an indikator on the sheet of a quarter."""
    judul = page.get_by_role("heading", name=re.compile(rf"^{nomor}\. "))
    return page.locator(".isi-kartu").filter(has=judul)


def type_value(page: Page, nomor: int, nilai: str) -> None:
    form(page, nomor).get_by_label(re.compile("^Nilai")).fill(nilai)


def type_ratio(page: Page, nomor: int, pembilang: str, penyebut: str) -> None:
    form(page, nomor).get_by_label("Pembilang", exact=True).fill(pembilang)
    form(page, nomor).get_by_label("Penyebut", exact=True).fill(penyebut)


def type_components(page: Page, nomor: int, baris: list[tuple[str, str, str]], mulai: int = 1) -> None:
    """Row by row from one on; the grid offers two empty rows and more at the press of a button."""
    for ke, isi in enumerate(baris, start=mulai):
        for kolom, teks in zip(("Nama", "Pembilang", "Penyebut"), isi, strict=True):
            form(page, nomor).get_by_label(f"{kolom} komponen baris {ke}", exact=True).fill(teks)


def paste_components(page: Page, nomor: int, lembar: str) -> None:
    """Out of a spreadsheet, looked at before it is taken."""
    satu = form(page, nomor)
    satu.get_by_text("Tempel dari lembar kerja").click()
    satu.get_by_label("Tiga kolom: nama, pembilang, penyebut").fill(lembar)
    press(satu, "Lihat pratinjau")
    press(form(page, nomor), "Ganti seluruh komponen")
    expect(form(page, nomor).get_by_label("Nama komponen baris 1", exact=True)).not_to_have_value("")


def explain(page: Page, nomor: int, *, luput: bool = False) -> None:
    """Write the analysis: two parts of it, all four where the target was missed."""
    for label in list(ANALISIS)[: 4 if luput else 2]:
        form(page, nomor).get_by_label(label, exact=True).fill(ANALISIS[label])


def note(page: Page, nomor: int, catatan: str) -> None:
    form(page, nomor).get_by_label("Catatan atas nilai yang tidak biasa", exact=True).fill(catatan)


def save(page: Page, nomor: int) -> None:
    press(form(page, nomor), f"Simpan indikator {nomor}")
    told(page, f"Realisasi indikator {nomor} disimpan.")


def attach(page: Page, nomor: int, nama: str) -> None:
    """Add a file as evidence and come back to the form."""
    follow(form(page, nomor), "Tambah atau kelola bukti dukung")
    berkas = {"name": nama, "mimeType": "application/pdf", "buffer": pdf()}
    page.get_by_label("Berkas").set_input_files(berkas)
    press(page, "Simpan bukti dukung")
    told(page, "1 bukti dukung tersimpan.")
    follow(page, "Selesai, kembali")
    expect(form(page, nomor).get_by_role("link", name=nama)).to_be_visible()


def complete(page: Page, nomor: int, *, luput: bool = False) -> None:
    """With the figure typed: the analysis, saved, and a file as evidence."""
    explain(page, nomor, luput=luput)
    save(page, nomor)
    attach(page, nomor, f"laporan-{nomor}.pdf")


def check_answers(page: Page) -> None:
    follow(page, "Periksa dan ajukan")


def hand_in(page: Page, jumlah: int) -> None:
    """Check one's answers and submit what is complete, which is as much as one thinks."""
    check_answers(page)
    press(page, f"Ajukan {jumlah} indikator yang lengkap")
    told(page, f"{jumlah} realisasi diajukan kepada Verifikator")


# Recap


def answer_recap(page: Page, nilai: str) -> None:
    """Out of one's tasks: the first to answer opens the recap, whoever comes after finds a link."""
    choose(page, "Tugas saya")
    tugas = page.get_by_role("row", name=re.compile("nilai akuntabilitas"))
    tugas.get_by_role("button", name="Jawab").or_(tugas.get_by_role("link")).click()
    page.get_by_label("Nilai satker").fill(nilai)
    press(page, "Simpan jawaban")
    told(page, "Jawaban disimpan.")


# Verifying and closing


def open_from_queue(page: Page, indikator: str) -> None:
    choose(page, "Verifikasi")
    page.get_by_role("link", name=indikator).click()


def verify_one(page: Page, indikator: str) -> None:
    open_from_queue(page, indikator)
    press(page, "Verifikasi")
    told(page, "Realisasi diverifikasi.")


def pick_all(page: Page) -> None:
    """Choose everything in the queue for the checklist."""
    choose(page, "Verifikasi")
    for kotak in page.get_by_role("checkbox").all():
        kotak.check()
    press(page, "Periksa yang dipilih")


def verify_all(page: Page, jumlah: int) -> None:
    """Everything in the queue at once, each ticked on the checklist."""
    pick_all(page)
    for kotak in page.get_by_role("checkbox").all():
        kotak.check()
    press(page, "Verifikasi yang dicentang")
    told(page, f"{jumlah} realisasi diverifikasi.")


def send_back(page: Page, indikator: str, kategori: str, alasan: str) -> None:
    open_from_queue(page, indikator)
    follow(page, "Kembalikan")
    page.get_by_label("Jenis perbaikan").select_option(label=kategori)
    page.get_by_label("Apa yang harus diperbaiki").fill(alasan)
    press(page, "Kembalikan")
    told(page, "Realisasi dikembalikan kepada pengisi.")


def comment(page: Page, indikator: str, isi: str) -> None:
    open_from_queue(page, indikator)
    page.get_by_label("Tulis komentar").fill(isi)
    press(page, "Simpan komentar")
    told(page, "Komentar disimpan.")


def lock(page: Page, satker: str, triwulan: int) -> None:
    choose(page, "Pengisian")
    switch_to(page, satker)
    follow(page, f"Kunci Triwulan {ROMAWI[triwulan]} {satker}")
    press(page, "Kunci triwulan")
    expect(page.get_by_text("Triwulan ini sudah dikunci")).to_be_visible()


def open_figure(page: Page, satker: str, triwulan: int, indikator: str) -> None:
    """From the overview, by the sheet of the quarter and the indikator, to the figure."""
    choose(page, "Pengisian")
    switch_to(page, satker)
    page.get_by_role("link", name=f"{satker} Triwulan {ROMAWI[triwulan]}:").click()
    terlipat = page.locator("details", has=page.get_by_role("heading", name=indikator))
    terlipat.get_by_role("heading").click()
    terlipat.get_by_role("link", name="Asal angka dan riwayat").click()
    page.get_by_role("link", name=f"Triwulan {ROMAWI[triwulan]}", exact=True).click()


# The year


def read_measurement(page: Page) -> dict[str, object]:
    """The table of the capaian page: realisasi and capaian of each indikator, the means, the year."""
    isi: dict[str, object] = {}
    for baris in page.locator(".tabel-angka tbody tr").all():
        nama, sel = baris.get_by_role("rowheader").inner_text(), baris.get_by_role("cell")
        akhir = sel.nth(-2).inner_text().strip()
        kelas = baris.get_attribute("class")
        if kelas == "baris-kelompok":
            isi[f"Sasaran {sel.first.inner_text()}"] = akhir
        elif kelas == "baris-jumlah":
            isi["Tahun"] = akhir
        else:
            isi[nama] = (sel.nth(2).inner_text(), akhir)
    return isi


def read_report(page: Page) -> dict[str, object]:
    """The same out of the preview of the LKj: its measurement table and its picture of the sasaran."""
    isi: dict[str, object] = {}
    for baris in page.locator("#pengukuran tbody tr").all():
        # The cells of the sasaran stand over all its rows: what is read is counted from the end.
        *_, nama, _, realisasi, capaian = baris.get_by_role("cell").all_inner_texts()
        isi |= {nama: (realisasi, capaian)} if nama else {"Tahun": capaian}
    kata = page.get_by_role("img", name=re.compile("^Capaian sasaran")).locator("text").all_text_contents()
    return isi | {nama: kata[ke + 1] for ke, nama in enumerate(kata) if nama.startswith("Sasaran")}


def read_history(page: Page) -> list[tuple[str, ...]]:
    """Who, what, and the figures before and after, oldest first."""
    kartu = page.locator(".kartu").filter(has=page.get_by_role("heading", name="Riwayat", exact=True))
    peristiwa = []
    for satu in kartu.locator("ul").first.locator("> li").all():
        apa, *ubah, kapan = satu.inner_text().split("\n")[: 2 + satu.locator(".riwayat-ubah").count()]
        peristiwa.append((kapan.partition(" WIB, ")[2], apa, *ubah))
    return peristiwa[::-1]
