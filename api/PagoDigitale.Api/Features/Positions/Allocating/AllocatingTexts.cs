using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions.Allocating;

/// <summary>What is told when a service is allocated to its accertamento.</summary>
internal static class AllocatingTexts
{
    public static readonly Wording ServiceNotFound = new("Service not found", "Servizio non trovato");
    public static readonly Wording NoSuchService = new(
        "There is no service '{service}' in this organization.",
        "Non esiste il servizio '{service}' in questo ente."
    );
    public static readonly Wording NoAccertamento = new(
        "The service has no active accertamento",
        "Il servizio non ha un accertamento attivo"
    );
    public static readonly Wording GiveAccertamento = new(
        "Give service '{service}' an active accertamento with changeService (`accountingClass`), then repeat the call.",
        "Assegnare al servizio '{service}' un accertamento attivo con changeService (`accountingClass`), poi ripetere la " + "chiamata."
    );
}
