"""Four quarters of a province and a kabupaten: return, exception, conflict, closed quarter, and the year."""

import json
import re
from datetime import date, timedelta
from email import message_from_string, policy

import pytest
from playwright.sync_api import Page, expect

from kinerja.angka import tanggal
from tests.conftest import ExampleServer
from tests.journeys import steps
from tests.journeys.conftest import People
from tests.journeys.expected import (
    SALAH_KOMA,
    THE_COMPLAINTS_OF_THE_FIRST_QUARTER,
    THE_REPORTS_OF_THE_FIRST_QUARTER,
    THE_YEAR_BY_PERSON,
    YEAR_OF_THE_KABUPATEN,
    YEAR_OF_THE_PROVINCE,
)
from tests.journeys.place import DAERAH, PROVINSI
from tests.mail_server import SmallServer

pytestmark = pytest.mark.browser

LAYANAN = "1. Persentase permohonan informasi yang dilayani"
LAPORAN = "2. Jumlah laporan pelayanan yang disusun"
PREDIKAT = "3. Predikat evaluasi akuntabilitas kinerja"
REKAP = "4. Persentase satker dengan nilai akuntabilitas paling rendah B"
KELUHAN = "1. Persentase keluhan yang berulang"
DATA = "3. Persentase data pemilih yang diperbarui"


def test_a_year_of_two_satker(people: People, server: ExampleServer, mail: SmallServer, hari: date) -> None:
    first_quarter(people, server, mail, hari)
    second_quarter(people, hari)
    third_quarter(people, hari)
    fourth_quarter(people, hari)
    the_year_is_what_a_pencil_gives(people)
    the_trail_says_who_did_what(people, server)


# Triwulan I: a calendar with a mistake, answers that lack something, a return that is mailed, the lock


def first_quarter(people: People, server: ExampleServer, mail: SmallServer, hari: date) -> None:
    staf, verifikator = people("staf"), people("verifikator")
    nothing_is_to_be_done_yet(staf)
    the_calendar_is_set_after_a_mistake(people("administrator"), hari)
    the_province_enters(staf)
    a_colleague_leaves_a_form_open(people("rekan"))
    what_is_missing_is_mended_where_it_is_missing(staf)
    the_kabupaten_slips_with_the_comma(people("staf-daerah"))
    the_figure_goes_back(verifikator)
    a_question_is_asked_and_answered(verifikator, staf)
    the_mail_leads_to_the_field(people("staf-daerah"), server, mail)
    one_is_verified_then_several(verifikator)
    for satker in (PROVINSI, DAERAH):
        steps.lock(verifikator, satker, 1)


def nothing_is_to_be_done_yet(staf: Page) -> None:
    steps.choose(staf, "Tugas saya")
    expect(staf.get_by_text("Tidak ada yang perlu diisi sekarang")).to_be_visible()


def the_calendar_is_set_after_a_mistake(administrator: Page, hari: date) -> None:
    steps.open_calendar(administrator)
    expect(administrator.get_by_text("Jadwal tahun ini belum ditetapkan")).to_be_visible()
    steps.type_calendar(administrator, 1, hari)
    tenggat = administrator.get_by_label("Triwulan I, tenggat", exact=True)
    tenggat.fill((hari - timedelta(11)).isoformat())
    steps.press(administrator, "Simpan jadwal")
    administrator.get_by_role("alert").get_by_role("link", name="Triwulan I, tenggat").click()
    expect(tenggat).to_be_focused()
    tenggat.fill(hari.isoformat())
    steps.press(administrator, "Simpan jadwal")
    steps.told(administrator, "Jadwal tahun 2024 disimpan.")


def the_province_enters(staf: Page) -> None:
    steps.take_up(staf, 1, LAYANAN)
    steps.type_ratio(staf, 1, "30", "60")
    hasil = steps.form(staf, 1).locator("[data-hasil]")
    expect(hasil).to_contain_text("Realisasi = 30 ÷ 60 × 100% = 50%")
    expect(hasil).to_contain_text("50 ÷ 40 × 100% = 125%")
    steps.save(staf, 1)
    steps.type_value(staf, 2, "1")
    steps.complete(staf, 2)


def a_colleague_leaves_a_form_open(rekan: Page) -> None:
    steps.take_up(rekan, 1, LAPORAN)
    expect(steps.form(rekan, 2).get_by_label("Nilai (Laporan)")).to_have_value("1")


def what_is_missing_is_mended_where_it_is_missing(staf: Page) -> None:
    steps.check_answers(staf)
    kurang = staf.locator(".isi-kurang", has_text=LAYANAN).get_by_role("listitem")
    expect(kurang).to_have_text(
        [
            "Penyebab keberhasilan atau kegagalan belum diisi.",
            "Upaya belum diisi.",
            "Capaian 125% melebihi 100%. Jelaskan dalam catatan.",
            "Belum ada bukti dukung.",
        ]
    )
    steps.follow(staf, "Upaya belum diisi.")
    expect(steps.form(staf, 1).get_by_label("Upaya")).to_be_focused()
    steps.note(staf, 1, "Permohonan menjelang pemilihan datang lebih awal.")
    steps.complete(staf, 1)
    steps.hand_in(staf, 2)


def the_kabupaten_slips_with_the_comma(staf: Page) -> None:
    steps.take_up(staf, 1, KELUHAN)
    steps.type_value(staf, 1, "8.5")
    steps.press(staf, "Simpan indikator 1")
    expect(staf.get_by_role("alert")).to_contain_text("Tulislah 8,5")
    steps.type_value(staf, 1, "85")
    steps.complete(staf, 1, luput=True)
    steps.hand_in(staf, 1)


def the_figure_goes_back(verifikator: Page) -> None:
    steps.choose(verifikator, "Tugas saya")
    verifikator.get_by_role("link", name=DAERAH).click()
    expect(verifikator.get_by_role("row", name=KELUHAN)).to_contain_text("-650%")
    steps.send_back(verifikator, KELUHAN, "Angka atau masukan", SALAH_KOMA)


def a_question_is_asked_and_answered(verifikator: Page, staf: Page) -> None:
    steps.comment(verifikator, LAYANAN, "Dari daftar mana angka 60 diambil?")
    steps.choose(staf, "Tugas saya")
    steps.follow(staf, "1 komentar belum selesai")
    komentar = staf.locator("#komentar").get_by_text("Dari daftar mana angka 60 diambil?")
    expect(komentar).to_be_in_viewport()
    steps.press(staf, "Tandai selesai")
    steps.told(staf, "Komentar ditandai selesai.")


def the_mail_leads_to_the_field(staf: Page, server: ExampleServer, mail: SmallServer) -> None:
    server.manage("send_outbox")
    [surat] = mail.received
    isi = message_from_string(surat, policy=policy.default)
    assert isi["To"] == "staf-daerah@uji.invalid"
    assert isi["Subject"] == "Realisasi indikator 1 Triwulan I Tahun 2024 dikembalikan"
    teks = isi.get_content()
    assert SALAH_KOMA in teks
    staf.goto(re.search(r"http://\S+", teks).group().rstrip(","))
    satu = steps.form(staf, 1)
    expect(satu).to_be_in_viewport()
    expect(satu).to_contain_text("Dikembalikan: Angka atau masukan")
    expect(satu).to_contain_text(SALAH_KOMA)
    steps.type_value(staf, 1, "8,5")
    steps.note(staf, 1, "Angka dibaca ulang dari daftar keluhan.")
    steps.save(staf, 1)
    steps.hand_in(staf, 1)


def one_is_verified_then_several(verifikator: Page) -> None:
    steps.verify_one(verifikator, KELUHAN)
    steps.pick_all(verifikator)
    verifikator.get_by_role("checkbox", name="Indikator 1").check()
    steps.press(verifikator, "Verifikasi yang dicentang")
    steps.told(verifikator, "1 realisasi diverifikasi. 1 yang tidak dicentang tetap dalam antrean.")
    steps.verify_all(verifikator, 1)


# Triwulan II: what is closed refuses and says why, an exception opens it, two people meet on one figure


def second_quarter(people: People, hari: date) -> None:
    administrator, staf, rekan = people("administrator"), people("staf"), people("rekan")
    steps.set_calendar(administrator, 2, hari)
    the_closed_quarter_refuses_and_says_why(rekan, hari)
    the_exception_opens_one_figure(administrator, hari)
    what_was_kept_becomes_the_correction(rekan)
    steps.verify_one(people("verifikator"), LAPORAN)
    steps.lock(people("verifikator"), PROVINSI, 1)
    two_people_enter_one_figure(staf, rekan)
    the_others_enter_their_second_quarter(staf, people("staf-daerah"))
    verify_and_lock(people("verifikator"), 2, jumlah=4)


def the_closed_quarter_refuses_and_says_why(rekan: Page, hari: date) -> None:
    steps.type_value(rekan, 2, "2")
    steps.press(rekan, "Simpan indikator 2")
    ditutup = tanggal(steps.days(1, 2, hari)["ditutup"])
    steps.told(
        rekan,
        f"Indikator 2 belum disimpan. Triwulan I ditutup pada {ditutup}. "
        "Bila perlu, mintalah pengecualian kepada Administrator KPU Provinsi Uji.",
    )
    satu = steps.form(rekan, 2)
    expect(satu).to_be_in_viewport()
    expect(satu).to_contain_text(
        f"Realisasi ini tidak dapat diubah sekarang. Triwulan I ditutup pada {ditutup}."
    )
    expect(satu).to_contain_text(f"Dikunci oleh Vina Verifikator, {tanggal(hari)}.")
    expect(satu.locator(".isi-bentrok dd").first).to_have_text("2")


def the_exception_opens_one_figure(administrator: Page, hari: date) -> None:
    steps.grant_exception(administrator, PROVINSI, 1, hari + timedelta(1), "Satu laporan terlewat dihitung.")
    steps.open_figure(administrator, PROVINSI, 1, LAPORAN)
    steps.follow(administrator, "Buka kembali")
    administrator.get_by_label("Alasan pembukaan").fill("Laporan bulan Maret belum terhitung.")
    steps.press(administrator, "Buka kembali")
    steps.told(administrator, "Realisasi dibuka kembali dan menunggu perbaikan.")


def what_was_kept_becomes_the_correction(rekan: Page) -> None:
    steps.take_up(rekan, 1, LAPORAN)
    satu = steps.form(rekan, 2)
    expect(satu).to_contain_text("Laporan bulan Maret belum terhitung.")
    expect(satu.get_by_label("Nilai (Laporan)")).to_have_value("2")
    steps.note(rekan, 2, "Laporan bulan Maret diterima sesudah triwulan berakhir.")
    steps.press(satu, "Simpan ketikan saya")
    steps.told(rekan, "Realisasi indikator 2 disimpan.")
    steps.hand_in(rekan, 1)


def two_people_enter_one_figure(staf: Page, rekan: Page) -> None:
    steps.take_up(staf, 2, LAYANAN)
    steps.take_up(rekan, 2, LAYANAN)
    steps.type_ratio(staf, 1, "40", "60")
    steps.save(staf, 1)
    steps.type_ratio(rekan, 1, "42", "60")
    steps.press(rekan, "Simpan indikator 1")
    pilihan = rekan.get_by_role("group", name="Ada dua versi: pilih salah satu")
    expect(pilihan).to_contain_text("disimpan oleh Sari Staf")
    expect(pilihan.locator("dd:nth-of-type(1)")).to_have_text(["40", "42"])
    steps.press(pilihan, "Simpan ketikan saya")
    steps.told(rekan, "Realisasi indikator 1 disimpan.")


def the_others_enter_their_second_quarter(staf: Page, daerah: Page) -> None:
    steps.take_up(staf, 2, LAYANAN)
    expect(steps.form(staf, 1).get_by_label("Pembilang")).to_have_value("42")
    steps.note(staf, 1, "Petugas layanan ditambah.")
    steps.complete(staf, 1)
    steps.type_value(staf, 2, "1")
    steps.complete(staf, 2)
    steps.hand_in(staf, 2)

    steps.take_up(daerah, 2, KELUHAN)
    steps.type_value(daerah, 1, "12")
    steps.complete(daerah, 1, luput=True)
    steps.type_components(daerah, 2, [("Komputer", "9", "10"), ("Kendaraan", "8", "10")])
    steps.complete(daerah, 2, luput=True)
    steps.hand_in(daerah, 2)


def verify_and_lock(verifikator: Page, triwulan: int, *, jumlah: int) -> None:
    steps.verify_all(verifikator, jumlah)
    for satker in (PROVINSI, DAERAH):
        steps.lock(verifikator, satker, triwulan)


# Triwulan III: what was not measured has a reason


def third_quarter(people: People, hari: date) -> None:
    steps.set_calendar(people("administrator"), 3, hari)
    staf, daerah = people("staf"), people("staf-daerah")
    steps.take_up(staf, 3, LAYANAN)
    steps.type_ratio(staf, 1, "50", "60")
    steps.note(staf, 1, "Petugas layanan ditambah.")
    steps.complete(staf, 1)
    steps.type_value(staf, 2, "1")
    steps.complete(staf, 2)
    steps.hand_in(staf, 2)

    steps.take_up(daerah, 3, KELUHAN)
    satu = steps.form(daerah, 1)
    satu.get_by_label("Tidak diukur pada periode ini").check()
    satu.get_by_label("Alasan tidak diukur").fill(
        "Kotak pengaduan dipindahkan; tidak ada keluhan yang masuk."
    )
    steps.save(daerah, 1)
    steps.hand_in(daerah, 1)
    verify_and_lock(people("verifikator"), 3, jumlah=3)


# Triwulan IV: a predicate, a pasted grid, and the answers of every satker


def fourth_quarter(people: People, hari: date) -> None:
    steps.set_calendar(people("administrator"), 4, hari)
    steps.answer_recap(people("operator-daerah"), "59,9")
    steps.answer_recap(people("operator"), "71,5")
    the_province_ends_its_year(people("staf"))
    the_kabupaten_ends_its_year(people("staf-daerah"))
    verify_and_lock(people("verifikator"), 4, jumlah=7)


def the_province_ends_its_year(staf: Page) -> None:
    steps.take_up(staf, 4, LAYANAN)
    steps.type_ratio(staf, 1, "56", "59")
    steps.complete(staf, 1, luput=True)
    steps.type_value(staf, 2, "1")
    steps.complete(staf, 2)
    steps.form(staf, 3).get_by_label("Predikat yang diperoleh").select_option("BB")
    steps.complete(staf, 3)
    expect(steps.form(staf, 4).get_by_role("row", name=DAERAH)).to_contain_text("59,9")
    steps.complete(staf, 4, luput=True)
    steps.hand_in(staf, 4)


def the_kabupaten_ends_its_year(staf: Page) -> None:
    steps.take_up(staf, 4, KELUHAN)
    steps.type_value(staf, 1, "9,25")
    steps.note(staf, 1, "Keluhan berkurang.")
    steps.complete(staf, 1)
    baris = [("Komputer", "9", "10"), ("Kendaraan", "7", "8")]
    steps.type_components(staf, 2, baris)
    steps.press(steps.form(staf, 2), "Tambah baris")
    steps.type_components(staf, 2, [("Keliru", "1", "1"), *baris])
    steps.press(steps.form(staf, 2), "Hapus komponen baris 1")
    steps.type_components(staf, 2, [("Pencetak", "7", "7")], mulai=4)
    steps.complete(staf, 2, luput=True)
    lembar = "Kecamatan\tDiperbarui\tSeluruhnya\nUtara\t120\t150\nTengah\t80\t90\nSelatan\t45\t60"
    steps.paste_components(staf, 3, lembar)
    steps.complete(staf, 3, luput=True)
    steps.hand_in(staf, 3)


# The year


def the_year_is_what_a_pencil_gives(people: People) -> None:
    staf, daerah = people("staf"), people("staf-daerah")
    for page, tahun in ((staf, YEAR_OF_THE_PROVINCE), (daerah, YEAR_OF_THE_KABUPATEN)):
        steps.choose(page, "Beranda")
        ringkas = page.locator(".angka-besar", has_text="Capaian kinerja")
        expect(ringkas).to_contain_text(tahun["Tahun"])
        expect(ringkas).to_contain_text("Predikat: Memuaskan (rentang >80–100)")
        steps.choose(page, "Capaian")
        assert steps.read_measurement(page) == tahun
        steps.choose(page, "Laporan Kinerja")
        assert steps.read_report(page) == tahun


# The trail


KEPT = """
import json
from accounts.models import Jejak
from outbox.models import SuratKeluar
orang = {}
for nama, peristiwa in Jejak.objects.values_list("oleh__username", "peristiwa"):
    orang.setdefault(nama, {}).setdefault(peristiwa, 0)
    orang[nama][peristiwa] += 1
surat = [[satu.kunci, satu.kepada, satu.dikirim_pada is not None] for satu in SuratKeluar.objects.all()]
print(json.dumps([orang, surat]))
"""


def the_trail_says_who_did_what(people: People, server: ExampleServer) -> None:
    verifikator = people("verifikator")
    steps.open_figure(verifikator, PROVINSI, 1, LAPORAN)
    assert steps.read_history(verifikator) == THE_REPORTS_OF_THE_FIRST_QUARTER
    steps.open_figure(verifikator, DAERAH, 1, KELUHAN)
    assert steps.read_history(verifikator) == THE_COMPLAINTS_OF_THE_FIRST_QUARTER
    orang, surat = json.loads(server.manage("shell", "--verbosity", "0", "--command", KEPT))
    assert orang == THE_YEAR_BY_PERSON
    assert surat == [["kembali:1", "staf-daerah@uji.invalid", True]]
