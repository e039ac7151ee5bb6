namespace PagoDigitale.Platform.Languages;

/// <summary>
/// A reason that a person gives, or that is ours where nobody asked for what happened, in one column: what a person wrote is there as it
/// is, what is ours as a message that is carried (<see cref="MessageText"/>).
/// </summary>
public static class ReasonText
{
    /// <summary>In the language of the request.</summary>
    public static string Told(string reason) => MessageText.Read(reason)?.Told() ?? reason;

    /// <summary>For events, which have one text for everybody.</summary>
    public static string InEnglish(string reason) => MessageText.Read(reason)?.ToString() ?? reason;
}
