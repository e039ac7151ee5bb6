namespace PagoDigitale.Api.Platform.Results;

/// <summary>What to do about a rule that brings no remedy of its own: the commonest ones say themselves how to obey them.</summary>
public static class Remedies
{
    public static string For(string code) => code switch
    {
        "not-empty" or "not-null" or "missing" => "Send a value.",
        "maximum-length" => "Shorten it to the length in openapi.yaml.",
        "minimum-length" or "length" or "exact-length" => "Send a text of the length in openapi.yaml.",
        "email" => "Send an address like name@example.org.",
        "greater-than" or "greater-than-or-equal" or "less-than" or "less-than-or-equal" or "inclusive-between" => "Send a number within the limits in openapi.yaml.",
        _ => "Send what openapi.yaml describes for this member.",
    };
}
