using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>What is told of accertamenti.</summary>
internal static class AccertamentiTexts
{
    public static readonly Wording NotFound = new("Accertamento not found", "Accertamento non trovato");
    public static readonly Wording NoSuch = new(
        "There is no accertamento '{accertamento}' in this organization.",
        "Non esiste l'accertamento '{accertamento}' in questo ente."
    );

    public static readonly Wording NoBudgetYear = new("is not a budget year", "non è un esercizio valido");
    public static readonly Wording UseYear = new("Use a year from 2000 to 2100.", "Usare un esercizio dal 2000 al 2100.");
    public static readonly Wording NoNumber = new("is not the number of an accertamento", "non è il numero di un accertamento");
    public static readonly Wording WriteNumber = new(
        "Begin with a digit or a letter, as the accounting system writes it: 117, 117/2.",
        "Iniziare con una cifra o una lettera, come nel sistema contabile: 117, 117/2."
    );

    public static readonly Wording IsInUse = new("The accertamento is in use", "L'accertamento è in uso");
    public static readonly Wording NumberIsInUse = new(
        "Accertamento {number} of {year} {problem}. {remedy}",
        "L'accertamento {number} del {year} {problem}. {remedy}"
    );
    public static readonly Wording IsNamed = new(
        "is named by allocations or reversali, which would show another chapter or article",
        "è richiamato da imputazioni o reversali, che mostrerebbero un altro capitolo o articolo"
    );
    public static readonly Wording SendItsChapter = new(
        "Send the chapter and article it has, or load the revenue under another number.",
        "Inviare il capitolo e l'articolo che ha già, oppure caricare l'entrata con un altro numero."
    );

    public static readonly Wording BatchSize = new("must be 1 to 1000", "deve contenere da 1 a 1000 elementi");
    public static readonly Wording SendUpToThousand = new(
        "Send 1 to 1000 accertamenti at a time.",
        "Inviare da 1 a 1000 accertamenti per volta."
    );
    public static readonly Wording ItemIsNull = new("is null", "è nullo");
    public static readonly Wording SendItem = new(
        "Send an accertamento, or leave the item out.",
        "Inviare un accertamento, oppure omettere l'elemento."
    );
    public static readonly Wording IsAlsoItem = new("is also item {index}", "è anche l'elemento {index}");
    public static readonly Wording SendOnce = new("Send each year and number once.", "Inviare ogni anno e numero una sola volta.");
}
