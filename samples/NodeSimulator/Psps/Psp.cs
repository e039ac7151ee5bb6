namespace PagoDigitale.NodeSimulator.Psps;

/// <summary>A payment service provider as receipts and rendicontazioni show it.</summary>
public sealed record Psp(string Id, string Name, string FiscalCode, string Bic, string Channel);

/// <summary>The test PSPs of the node's own suites. An unknown id is a PSP too: only its name is made up.</summary>
public static class KnownPsps
{
    /// <summary>Those that pay when nobody says who does.</summary>
    public static IReadOnlyList<Psp> Default { get; } =
    [
        new("60000000001", "Banca di Prova", "60000000001", "BPROITMMXXX", "60000000001_01"),
        new("88888888888", "Istituto di Pagamento Esempio", "88888888888", "IPESITRRXXX", "88888888888_08"),
        new("AGID_01", "Poste di Prova", "97735020584", "PPROITRRXXX", "97735020584_02"),
    ];

    private static readonly Dictionary<string, Psp> Others = new(StringComparer.Ordinal)
    {
        ["POSTE3"] = new("POSTE3", "Poste Tre", "97103880585", "PPAYITR1XXX", "97103880585_03"),
        ["BCITITMM"] = new("BCITITMM", "Banca Commerciale di Prova", "00799960158", "BCITITMMXXX", "00799960158_10"),
        ["CIPBITMM"] = new("CIPBITMM", "Pagamenti Digitali di Prova", "06529501006", "CIPBITMMXXX", "06529501006_01"),
    };

    public static Psp Of(string id) =>
        Default.FirstOrDefault(psp => psp.Id == id)
        ?? Others.GetValueOrDefault(id)
        ?? new(id, $"PSP {id}", "12345678903", "TESTITMMXXX", $"{id}_01");
}
