"""Numbers of tables and pictures, and the map over the tree that sets them."""

import pytest

from reports.document import (
    Bab,
    BaganOrganisasi,
    Bagian,
    Baris,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Entri,
    Gambar,
    Kolom,
    Kotak,
    Paragraf,
    Rujukan,
    Sel,
    Tabel,
    Teks,
    blok_dokumen,
)
from reports.numbering import KunciGanda, beri_nomor, petakan


def make_tabel(kunci: str, **isi) -> Tabel:
    return Tabel(kunci, f"Judul {kunci}", (Kolom("A", lebar=100),), (), **isi)


def make_dokumen(
    *bab: tuple[Blok, ...], depan: tuple[Blok, ...] = (), lampiran: tuple[Blok, ...] = ()
) -> Dokumen:
    return Dokumen(
        judul="Laporan Kinerja Tahun 2023",
        satker="KPU Uji",
        nama_panjang="Komisi Pemilihan Umum Uji",
        tahun=2023,
        status="Konsep",
        tanggal=None,
        depan=(Bagian("depan", "Depan", depan),),
        bab=tuple(
            Bab(f"bab{n}", f"BAB {n}", "Bab", (Bagian(f"b{n}", "Bagian", isi),))
            for n, isi in enumerate(bab, 1)
        ),
        lampiran=(Bab("l1", "LAMPIRAN I", "Lampiran", (Bagian("l", "", lampiran),)),) if lampiran else (),
    )  # fmt: skip


def numbers(dokumen: Dokumen) -> dict[str, str]:
    return {
        satu.kunci: satu.nomor
        for satu in blok_dokumen(dokumen)
        if isinstance(satu, Tabel | Gambar | BaganOrganisasi)
    }


# Mapping


def test_mapping_with_the_identity_gives_an_equal_tree():
    dokumen = make_dokumen((Daftar(((Teks("a"), Rujukan("t")), (Teks("b"),))), make_tabel("t")))
    assert petakan(dokumen, lambda simpul: simpul) == dokumen


def test_mapping_reaches_every_dataclass_once_children_first():
    seen: list[str] = []

    def note(simpul):
        seen.append(type(simpul).__name__)
        return simpul

    petakan(Bagian("b", "B", (Paragraf((Teks("a"), Teks("b"))),), (Bagian("c", "C"),)), note)
    assert seen == ["Teks", "Teks", "Paragraf", "Bagian", "Bagian"]


def test_mapping_reaches_a_dataclass_held_directly():
    bagan = BaganOrganisasi("o", "O", Kotak("akar", anak=(Kotak("anak"),)))

    def shout(simpul):
        return (
            Kotak(simpul.nama.upper(), simpul.keterangan, simpul.anak)
            if isinstance(simpul, Kotak)
            else simpul
        )

    assert petakan(bagan, shout).akar == Kotak("AKAR", anak=(Kotak("ANAK"),))


def test_mapping_leaves_the_original_alone():
    asli = Paragraf((Teks("a"),))
    assert petakan(asli, lambda s: Teks("b") if isinstance(s, Teks) else s) == Paragraf((Teks("b"),))
    assert asli == Paragraf((Teks("a"),))


# Numbering


def test_numbers_begin_again_in_every_chapter_and_tables_apart_from_pictures():
    dokumen = beri_nomor(
        make_dokumen(
            (make_tabel("a"), Gambar("p", "P", ""), make_tabel("b")),
            (BaganOrganisasi("o", "O", Kotak("k")), make_tabel("c"), Gambar("q", "Q", "")),
            lampiran=(make_tabel("d"),),
        )
    )
    assert numbers(dokumen) == {
        "a": "Tabel 1.1", "p": "Gambar 1.1", "b": "Tabel 1.2",
        "o": "Gambar 2.1", "c": "Tabel 2.1", "q": "Gambar 2.2",
        "d": "Tabel L.1.1",
    }  # fmt: skip


def test_numbers_go_on_through_the_sections_of_a_chapter():
    bab = Bab("b", "BAB I", "", (
        Bagian("x", "", (make_tabel("a"),), (Bagian("y", "", (make_tabel("b"),)),)),
        Bagian("z", "", (make_tabel("c"),)),
    ))  # fmt: skip
    dokumen = beri_nomor(Dokumen("", "", "", 2023, "", None, (), (bab,), ()))
    assert numbers(dokumen) == {"a": "Tabel 1.1", "b": "Tabel 1.2", "c": "Tabel 1.3"}


def test_an_unnumbered_table_takes_no_number():
    dokumen = beri_nomor(make_dokumen((make_tabel("a", bernomor=False), make_tabel("b"))))
    assert numbers(dokumen) == {"a": "", "b": "Tabel 1.1"}


def test_the_lists_hold_every_number_with_its_title():
    dokumen = beri_nomor(
        make_dokumen((make_tabel("a"), Gambar("p", "Peta", "")), lampiran=(make_tabel("b"),))
    )
    assert dokumen.daftar_tabel == (
        Entri("a", "Tabel 1.1", "Judul a"), Entri("b", "Tabel L.1.1", "Judul b"),
    )  # fmt: skip
    assert dokumen.daftar_gambar == (Entri("p", "Gambar 1.1", "Peta"),)


@pytest.mark.parametrize("wrap", [
    lambda r: Paragraf((Teks("lihat "), r)),
    lambda r: Daftar(((r,),)),
    lambda r: Tabel("x", "", (Kolom("A"),), (Baris((Sel((r,)),)),), bernomor=False),
], ids=["paragraf", "daftar", "sel"])  # fmt: skip
@pytest.mark.parametrize("place", ["before", "after", "depan"])
def test_a_reference_is_resolved_wherever_it_stands(wrap, place):
    ujung = wrap(Rujukan("a"))
    isi = {
        "before": (ujung, make_tabel("a")),
        "after": (make_tabel("a"), ujung),
        "depan": (make_tabel("a"),),
    }[place]
    dokumen = beri_nomor(make_dokumen((), isi, depan=(ujung,) if place == "depan" else ()))
    assert wrap(Rujukan("a", "Tabel 2.1")) in tuple(blok_dokumen(dokumen))


@pytest.mark.parametrize("tabel", [(), (make_tabel("a", bernomor=False),)], ids=["none", "unnumbered"])
def test_a_reference_to_nothing_prints_as_dots_and_leaves_a_gap(tabel):
    dokumen = beri_nomor(make_dokumen((*tabel, Paragraf((Rujukan("a"),)))))
    paragraf, celah = dokumen.bab[0].bagian[0].blok[-2:]
    assert paragraf == Paragraf((Rujukan("a", "…"),))
    assert celah == Celah("Rujukan ke a tidak ada dalam dokumen.", rusak=True)


@pytest.mark.parametrize("second", [make_tabel("a"), Gambar("a", "G", "")], ids=["tabel", "gambar"])
@pytest.mark.parametrize("chapter", [1, 2])
def test_two_with_one_key_are_refused(second, chapter):
    bab = [(make_tabel("a"), second)] if chapter == 1 else [(make_tabel("a"),), (second,)]
    with pytest.raises(KunciGanda, match=r"^Dua tabel atau gambar memakai kunci a.$"):
        beri_nomor(make_dokumen(*bab))


def test_numbering_twice_changes_nothing():
    sekali = beri_nomor(make_dokumen((make_tabel("a"), Paragraf((Rujukan("a"),)))))
    assert beri_nomor(sekali) == sekali


def test_what_does_not_change_is_not_copied():
    bagian = Bagian("b", "B", (make_tabel("t"), Paragraf((Teks("a"),))))
    assert petakan(bagian, lambda simpul: simpul) is bagian


def test_a_reference_in_a_cell_is_resolved():
    baris = Baris(
        (
            Sel(
                (Teks("lihat "), Rujukan("t")),
            ),
        )
    )
    tabel = Tabel("u", "U", (Kolom("A", lebar=100),), (baris,))
    dokumen = beri_nomor(make_dokumen((make_tabel("t"), tabel)))
    [hasil] = [satu for satu in blok_dokumen(dokumen) if getattr(satu, "kunci", "") == "u"]
    assert hasil.baris[0].sel[0].isi[1].isi == "Tabel 1.1"
