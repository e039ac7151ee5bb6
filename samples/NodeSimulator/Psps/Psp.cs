namespace PagoDigitale.NodeSimulator.Psps;

/// <summary>
/// A payment service provider. Its id is its BIC, as most of the node's are: receipts carry it as idPSP, flows inside their
/// id and as the sender's code, so that both tell of the same PSP.
/// </summary>
public sealed record Psp(string Id, string Name, string FiscalCode, string Channel);

/// <summary>PSPs to play. An unknown id is a PSP too: only its name is made up.</summary>
public static class KnownPsps
{
    /// <summary>Those that pay when nobody says who does.</summary>
    public static IReadOnlyList<Psp> Default { get; } =
    [
        new("BPROITMM", "Banca di Prova", "60000000001", "60000000001_01"),
        new("IPESITRR", "Istituto di Pagamento Esempio", "88888888888", "88888888888_08"),
        new("PPROITRR", "Poste di Prova", "97735020584", "97735020584_02"),
    ];

    private static readonly Dictionary<string, Psp> Others = new(StringComparer.Ordinal)
    {
        ["POSTE3"] = new("POSTE3", "Poste Tre", "97103880585", "97103880585_03"),
        ["BCITITMM"] = new("BCITITMM", "Banca Commerciale di Prova", "00799960158", "00799960158_10"),
        ["CIPBITMM"] = new("CIPBITMM", "Pagamenti Digitali di Prova", "06529501006", "06529501006_01"),
    };

    public static Psp? Find(string id) => Default.FirstOrDefault(psp => psp.Id == id) ?? Others.GetValueOrDefault(id);

    public static Psp Of(string id) => Find(id) ?? new(id, $"PSP {id}", "12345678903", $"{id}_01");
}
