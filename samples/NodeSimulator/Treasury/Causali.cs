namespace PagoDigitale.NodeSimulator.Treasury;

/// <summary>The text of a credit as treasurers' systems hand it on: prescribed, wrapped, broken by line ends, doubled.</summary>
internal static class Causali
{
    public static int ShapesCount => Shapes.Length;

    private static readonly Func<string, string, string>[] Shapes =
    [
        (id, _) => $"/PUR/LGPE-RIVERSAMENTO/URI/{id}",
        (id, _) => $"/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/{id}",
        (id, _) => $"RI1/PUR/LGPE-RIVERSAMENTO/URI/{id} ACCREDITO BOLLETTINO P.A.",
        (id, psp) => $"ZZ1000 ZZ2{psp.ToUpperInvariant()} ZZ3ORDINE PROFESSIONALE /PUR/LGPE-RIVERSAMENTO/URI/{id} /ZZ4/45322700/ZZ4/",
        (id, _) => $"ACCREDITI VARI /PUR/LGPE- RIVERSAMENTO/URI/{id}",
        (id, _) => $"/PUR/LGPE-RIVERSAMENTO/URI/{id[..8]} {id[8..]} :SEC:CASH",
        (id, psp) =>
            $"RI1/PUR/LGPE-RIVERSAMENTO/URI/{id} BONIFICO A VOSTRO FAVORE {psp.ToUpperInvariant()} PER "
            + $"/PUR/LGPE-RIVERSAMENTO/URI/{id[..2]} {id[2..]}",
        (id, _) => $"PUR LGPE-RIVERSAMENTO URI {id}",
    ];

    public static string Write(int shape, string flussoId, string pspName) => Shapes[shape % Shapes.Length](flussoId, pspName);
}
