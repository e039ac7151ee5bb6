using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>What is told of a row that is one instalment of a position, against the others.</summary>
internal static class OptionVerdictTexts
{
    public static readonly Wording InstalmentTwice = new(
        "Row {row} is the same instalment of the same option.",
        "La riga {row} è la stessa rata della stessa opzione."
    );

    public static readonly Wording NumberEachOnce = new(
        "Give each instalment of an option its own number in rata, from 1.",
        "Assegnare a ogni rata di un'opzione un numero proprio in rata, da 1."
    );

    public static readonly Wording OthersAreInstalments = new(
        "Row {row} with the same external code is an instalment, and this row names neither option nor instalment.",
        "La riga {row} con lo stesso codice esterno è una rata, e questa riga non indica né l'opzione né la rata."
    );

    public static readonly Wording NameOptionToo = new(
        "Give opzione and rata in this row too, or another external code.",
        "Indicare opzione e rata anche in questa riga, oppure un altro codice esterno."
    );

    public static readonly Wording OptionMissing = new(
        "Option {expected} of the position is missing in the file: the next one is number {option}.",
        "Manca nel file l'opzione {expected} della posizione debitoria: la successiva è la numero {option}."
    );

    public static readonly Wording NumberOptions = new(
        "Number the options of a position from 1, without gaps.",
        "Numerare le opzioni di una posizione debitoria da 1, senza salti."
    );

    public static readonly Wording InstalmentMissing = new(
        "Option {option} has {count} instalments in the file, and the last of them is number {last}.",
        "L'opzione {option} ha {count} rate nel file, e l'ultima di queste è la numero {last}."
    );

    public static readonly Wording NumberInstalments = new(
        "Add the missing rows, or number the instalments from 1 without gaps.",
        "Aggiungere le righe mancanti, oppure numerare le rate da 1 senza salti."
    );

    public static readonly Wording DueBefore = new(
        "The instalment is due before the one in front of it.",
        "La rata scade prima di quella che la precede."
    );

    public static readonly Wording OrderDueDates = new(
        "Number the instalments in the order of their due dates.",
        "Numerare le rate nell'ordine delle scadenze."
    );

    public static readonly Wording OverBeforeFirstDay = new(
        "It falls due before the first day of payment, and cannot be paid late.",
        "Scade prima del primo giorno di pagamento, e non si può pagare in ritardo."
    );

    public static readonly Wording LetFallDueLater = new(
        "Put the due date on the first day of payment or later, or let it be paid late (paga_dopo_scadenza).",
        "Indicare una scadenza dal primo giorno di pagamento in poi, oppure consentire il pagamento tardivo (paga_dopo_scadenza)."
    );

    public static readonly Wording OptionRowsDiffer = new(
        "The rows of option {option} say different things of it.",
        "Le righe dell'opzione {option} dicono cose diverse di questa."
    );

    public static readonly Wording SaySameOfOption = new(
        "Write tipo_opzione, descrizione_opzione, data_inizio_validita and paga_dopo_scadenza alike in all its rows, or in one only.",
        "Scrivere tipo_opzione, descrizione_opzione, data_inizio_validita e paga_dopo_scadenza in modo uguale in tutte le sue righe, "
            + "oppure in una sola."
    );

    public static readonly Wording PositionRowsDiffer = new(
        "Row {row} has the same external code and another value here.",
        "La riga {row} ha lo stesso codice esterno e qui un altro valore."
    );

    public static readonly Wording SaySameOfPosition = new(
        "All rows of a position are of one debtor and one service: correct the row, or give it an external code of its own.",
        "Le righe di una posizione debitoria sono tutte di un soggetto debitore e di un servizio: correggere la riga, oppure assegnarle "
            + "un codice esterno proprio."
    );

    public static readonly Wording TooManyInstalments = new(
        "The position has {count} instalments in all, more than the {max} it can have.",
        "La posizione debitoria ha in tutto {count} rate, più delle {max} che può avere."
    );

    public static readonly Wording OfferFewer = new(
        "Offer fewer ways of paying, or fewer instalments.",
        "Proporre meno modi di pagare, oppure meno rate."
    );

    public static readonly Wording PaidAtOnce = new(
        "The option is paid at once, and has {count} instalments.",
        "L'opzione si paga in una volta sola, e ha {count} rate."
    );

    public static readonly Wording PaidInSeveral = new(
        "The option is paid in several instalments, and has one.",
        "L'opzione si paga in più rate, e ne ha una."
    );

    public static readonly Wording LeaveKindOpen = new(
        "Correct the rows, or leave tipo_opzione empty.",
        "Correggere le righe, oppure lasciare vuoto tipo_opzione."
    );

    public static readonly Wording SumDiffers = new(
        "The option asks {amount} in all, and option {other} asks {whole}.",
        "L'opzione chiede in tutto {amount}, e l'opzione {other} chiede {whole}."
    );

    public static readonly Wording AskTheSame = new(
        "Ask the same in each option; one that asks less for who pays soon is 'ridotta'.",
        "Chiedere lo stesso importo in ogni opzione; quella che chiede meno a chi paga presto è 'ridotta'."
    );

    public static readonly Wording IsNotSmaller = new(
        "The reduced option asks no less than the {whole} of option {other}.",
        "L'opzione ridotta non chiede meno dei {whole} dell'opzione {other}."
    );

    public static readonly Wording AskLess = new("Ask less in the reduced option.", "Chiedere meno nell'opzione ridotta.");

    public static readonly Wording NothingToReduce = new(
        "The options of the position are all reduced, and none asks the whole.",
        "Le opzioni della posizione debitoria sono tutte ridotte, e nessuna chiede l'intero."
    );

    public static readonly Wording AddTheWhole = new(
        "Add the option that asks the whole amount.",
        "Aggiungere l'opzione che chiede l'importo intero."
    );

    public static readonly Wording NeverEnds = new("The reduced option never ends.", "L'opzione ridotta non finisce mai.");

    public static readonly Wording GiveLastDay = new(
        "Give the due date, or the last day of the reduced amount.",
        "Indicare la scadenza, oppure l'ultimo giorno dell'importo ridotto."
    );

    public static readonly Wording SumTooLarge = new(
        "The instalments of the option add up to more than 999.999.999,99.",
        "La somma delle rate dell'opzione supera 999.999.999,99."
    );

    public static readonly Wording SplitDebt = new("Split the debt.", "Suddividere il debito.");

    public static readonly Wording OtherRowRejected = new(
        "Row {row} of the same position is rejected.",
        "La riga {row} della stessa posizione debitoria è scartata."
    );

    public static readonly Wording CorrectRowsOfPosition = new(
        "Nothing is wrong with this row. Correct the other one and upload all rows of the position again.",
        "Questa riga è corretta. Correggere l'altra e caricare di nuovo tutte le righe della posizione debitoria."
    );

    public static readonly Wording CorrectOtherRow = new(
        "Nothing is wrong with this row. Correct row {row} and upload all rows of the position again.",
        "Questa riga è corretta. Correggere la riga {row} e caricare di nuovo tutte le righe della posizione debitoria."
    );
}
