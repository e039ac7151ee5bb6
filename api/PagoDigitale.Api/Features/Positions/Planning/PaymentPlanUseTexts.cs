using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions.Planning;

/// <summary>What is told of a plan that is used.</summary>
internal static class PaymentPlanUseTexts
{
    public static readonly Wording NoService = new("Service not found", "Servizio non trovato");
    public static readonly Wording NoSuchService = new(
        "There is no service '{service}' in this organization.",
        "Non esiste il servizio '{service}' in questo ente."
    );
    public static readonly Wording NoPlan = new(
        "the service '{service}' has no payment plan '{plan}'",
        "il servizio '{service}' non ha il piano di pagamento '{plan}'"
    );
    public static readonly Wording UsePlanOfService = new(
        "Use one of its plans ({plans}), or add it with changeService.",
        "Usare uno dei suoi piani ({plans}), oppure aggiungerlo con changeService."
    );
    public static readonly Wording IsTooSmall = new(
        "{amount} cents are too few for the plan '{plan}': an instalment would be nothing",
        "{amount} centesimi sono troppo pochi per il piano '{plan}': una rata sarebbe di zero"
    );
    public static readonly Wording OfferOtherPlan = new(
        "Use a plan of fewer instalments, or one that rounds less.",
        "Usare un piano di meno rate, oppure uno che arrotondi meno."
    );
    public static readonly Wording OptionsBesidePlan = new(
        "stands beside a plan, which makes the options",
        "sta insieme a un piano, che crea le opzioni"
    );
    public static readonly Wording SendOneOfBoth = new(
        "Send the options or the plan, not both.",
        "Inviare le opzioni oppure il piano, non entrambi."
    );
    public static readonly Wording CodesCount = new("must hold from 1 to {max} codes", "deve contenere da 1 a {max} codici");
    public static readonly Wording NameEachOnce = new("Name each plan once.", "Indicare ogni piano una volta.");
}
