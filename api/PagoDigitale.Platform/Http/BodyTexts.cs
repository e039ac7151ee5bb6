using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>How a body is to be sent.</summary>
internal static class BodyTexts
{
    public static readonly Wording SendJson = new("Send a JSON body.", "Inviare un corpo JSON.");

    public static readonly Wording NoForm = new("cannot be read as a form", "non si può leggere come modulo");

    public static readonly Wording SendForm = new(
        "Send the few fields of the operation once each, in UTF-8 and percent-encoded, without control characters.",
        "Inviare una volta ciascuno i pochi campi dell'operazione, in UTF-8 e con codifica percentuale, senza caratteri di controllo."
    );

    public static readonly Wording SendAs = new(
        "Send the body as {mediaTypes} in UTF-8 (Content-Type), {instead}.",
        "Inviare il corpo come {mediaTypes} in UTF-8 (Content-Type), {instead}."
    );

    public static readonly Wording SaySo = new(
        "and say so: the request has no Content-Type",
        "e dichiararlo: la richiesta non ha Content-Type"
    );

    public static readonly Wording NotAs = new("not as '{mediaType}'", "non come '{mediaType}'");

    public static readonly Wording SendFileAs = new("Send the file as {accepted}.", "Inviare il file come {accepted}.");

    public static readonly Wording SendFileAsInstead = new(
        "Send the file as {accepted}, {instead}.",
        "Inviare il file come {accepted}, {instead}."
    );

    public static readonly Wording OrInForm = new("{mediaTypes}, or in a form ({form})", "{mediaTypes}, oppure in un modulo ({form})");

    public static readonly Wording Encoding = new("The body's encoding is not accepted here", "La codifica del corpo qui non è accettata");

    public static readonly Wording BareOrGzip = new(
        "Send the body as it is, or packed with gzip (Content-Encoding: gzip).",
        "Inviare il corpo così com'è, oppure compresso con gzip (Content-Encoding: gzip)."
    );

    public static readonly Wording NotUnpackable = new(
        "The body is not what Content-Encoding says: it cannot be unpacked.",
        "Il corpo non è come dichiara Content-Encoding: non si può decomprimere."
    );
}
