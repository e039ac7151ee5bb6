using PagoDigitale.Sdk;

namespace PagoDigitale.Api.Tests.Accertamenti;

/// <summary>Accertamenti as an accounting system sends them.</summary>
internal static class Revenues
{
    public static AccertamentoInput Input(string number, string chapter = "3.100", int year = 2026) =>
        new()
        {
            Year = year,
            Number = number,
            Chapter = chapter,
            Description = "Quote",
        };
}
