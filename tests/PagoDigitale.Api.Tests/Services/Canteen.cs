using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Services;

/// <summary>A service as an organization enters it, with no more than it must have.</summary>
internal static class Canteen
{
    public static ServiceInput Input(string code = "MENSA") =>
        new()
        {
            Code = code,
            Description = "Mensa scolastica",
            TaxonomyCode = "9/0101100IM/",
            Iban = TestOrganization.TesoreriaIban,
        };
}
