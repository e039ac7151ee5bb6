using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>What is wrong with a JSON body that is one.</summary>
internal static class JsonTexts
{
    public static readonly Wording NotJson = new("is not valid JSON", "non è JSON valido");

    /// <summary>In the words of the serializer, where they are none that we know (<see cref="JsonSyntaxTexts"/>).</summary>
    public static readonly Wording ReaderSays = new("{reason}", "non si può leggere come JSON («{reason}»)");

    public static readonly Wording NotAMember = new("is not a member of this body", "non è un membro di questo corpo");
    public static readonly Wording KnownMembers = new(
        "Leave it out, or correct its name. There are: {names}.",
        "Ometterlo, oppure correggerne il nome. Quelli previsti: {names}."
    );

    public static readonly Wording Twice = new("is there twice", "è presente due volte");
    public static readonly Wording MustBe = new("must be {spelling}", "deve essere {spelling}");
    public static readonly Wording WrongType = new("has the wrong type", "è di tipo errato");
    public static readonly Wording Null = new("may not be null", "non può essere null");
    public static readonly Wording NoUnicode = new(
        "holds bytes that are no UTF-8, or half of a surrogate pair",
        "contiene byte che non sono UTF-8, oppure metà di una coppia surrogata"
    );

    public static readonly Wording MustBeObject = new("must be a JSON object", "deve essere un oggetto JSON");
    public static readonly Wording MemberTwice = new("has a member twice", "ha un membro due volte");

    public static readonly Wording LabelMustBeText = new(
        "the value of '{name}' must be a text",
        "il valore di '{name}' deve essere un testo"
    );

    public static readonly Wording LabelTwice = new("has the label '{name}' twice", "ha due volte l'etichetta '{name}'");

    public static readonly Wording GiveOrLeaveOut = new(
        "Give it a value; what openapi.yaml does not require may be left out.",
        "Indicare un valore; ciò che openapi.yaml non richiede si può omettere."
    );

    public static readonly Wording SeeBody = new(
        "Send the members and types that openapi.yaml describes for this body.",
        "Inviare i membri e i tipi che openapi.yaml descrive per questo corpo."
    );
}
