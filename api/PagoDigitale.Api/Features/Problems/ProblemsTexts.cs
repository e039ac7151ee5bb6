using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Problems;

/// <summary>What stands on the pages beside the codes.</summary>
internal static class ProblemsTexts
{
    public static readonly Wording Title = new("Codes of problems", "Codici dei problemi");

    public static readonly Wording Introduction = new(
        "What the codes of problems, refused rows, warnings, anomalies and failures mean.",
        "Che cosa significano i codici di problemi, righe respinte, avvertenze, anomalie ed errori dei lavori."
    );

    public static readonly Wording Meaning = new("What it means", "Che cosa significa");
    public static readonly Wording Remedy = new("What to do", "Che cosa fare");
    public static readonly Wording Places = new("Where it is met", "Dove si incontra");
    public static readonly Wording Status = new("HTTP status", "Stato HTTP");
    public static readonly Wording AllCodes = new("All codes", "Tutti i codici");

    public static readonly Wording Problem = new("the code of an answer", "codice di una risposta");
    public static readonly Wording Field = new("a field of a problem", "campo di un problema");
    public static readonly Wording Row = new("a row or an item", "riga o elemento");
    public static readonly Wording Warning = new("a warning", "avvertenza");
    public static readonly Wording Anomaly = new("an anomaly", "anomalia");
    public static readonly Wording Failure = new("a failure in the background", "errore di un lavoro in background");

    public static readonly Wording NotFound = new("Problem not found", "Problema non trovato");

    public static readonly Wording NoSuchCode = new(
        "There is no code '{problem}'; see /problems.",
        "Non esiste il codice '{problem}'; vedere /problems."
    );

    /// <summary>Of the name that answers have for it.</summary>
    public static Wording Place(string place) =>
        place switch
        {
            "problem" => Problem,
            "field" => Field,
            "row" => Row,
            "warning" => Warning,
            "anomaly" => Anomaly,
            "failure" => Failure,
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, null),
        };
}
