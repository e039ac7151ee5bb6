using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What does not add up, or is not there, in the transfers of an instalment and how they are booked.</summary>
internal static class TransferTexts
{
    public static readonly Wording IsOfOther = new(
        "is a service of this organization, and the line is for {beneficiary}",
        "è un servizio di questo ente, e la riga è per {beneficiary}"
    );
    public static readonly Wording LeaveServiceOut = new(
        "Leave it out where the money goes to another organization.",
        "Ometterlo dove il denaro va a un altro ente."
    );
    public static readonly Wording TransfersSum = new(
        "the transfers add up to {sum} and the instalment to {amount}",
        "i versamenti ammontano a {sum} e la rata a {amount}"
    );
    public static readonly Wording MakeTransfersAddUp = new(
        "Make the transfers add up to the amount of the instalment, to the cent.",
        "Far corrispondere al centesimo la somma dei versamenti all'importo della rata."
    );
    public static readonly Wording AllocationsSumOfInstalment = new(
        "the allocations add up to {sum} and the instalment to {amount}",
        "le imputazioni ammontano a {sum} e la rata a {amount}"
    );
    public static readonly Wording MakeAllocationsAddUpToInstalment = new(
        "Make the allocations add up to the amount of the instalment, to the cent.",
        "Far corrispondere al centesimo la somma delle imputazioni all'importo della rata."
    );
    public static readonly Wording AllocationsSumOfTransfer = new(
        "the allocations add up to {sum} and the transfer to {amount}",
        "le imputazioni ammontano a {sum} e il versamento a {amount}"
    );
    public static readonly Wording MakeAllocationsAddUpToTransfer = new(
        "Make the allocations add up to the amount of the transfer, to the cent.",
        "Far corrispondere al centesimo la somma delle imputazioni all'importo del versamento."
    );
    public static readonly Wording OneCent = new("1 cent", "1 centesimo");
    public static readonly Wording Cents = new("{count} cents", "{count} centesimi");

    public static readonly Wording AccountIsMissing = new(
        "is missing: the money belongs to {organization}, whose account is not known here",
        "manca: la somma spetta a {organization}, di cui qui non si conosce il conto"
    );
    public static readonly Wording GiveAccountOfOther = new(
        "Give the account of the other organization.",
        "Indicare il conto dell'altro ente."
    );
    public static readonly Wording IsNoAccountOf = new(
        "is not an account that {organization} collects on",
        "non è un conto su cui {organization} incassa"
    );
    public static readonly Wording AskForAccount = new(
        "Ask the organization for the account it has registered with pagoPA.",
        "Chiedere all'ente il conto che ha registrato presso pagoPA."
    );
    public static readonly Wording CannotBook = new(
        "cannot book what belongs to {organization}",
        "non può contabilizzare ciò che spetta a {organization}"
    );
    public static readonly Wording LeaveAllocationsOut = new(
        "Leave the allocations out: the other organization books its share.",
        "Omettere le imputazioni: l'altro ente contabilizza la propria quota."
    );

    public static readonly Wording AccountIsInactive = new(
        "{iban} is not an active account of this organization",
        "{iban} non è un conto attivo di questo ente"
    );
    public static readonly Wording ActivateAccount = new(
        "Register the account, make it active again, or use another one.",
        "Registrare il conto, riattivarlo, oppure usarne un altro."
    );
    public static readonly Wording AccountIsNotPostal = new("{iban} is not a postal account", "{iban} non è un conto postale");
    public static readonly Wording GivePostalAccount = new(
        "Give an account of Poste Italiane, or leave it out.",
        "Indicare un conto di Poste Italiane, oppure ometterlo."
    );

    public static readonly Wording NoAccertamento = new(
        "there is no accertamento {year}/{number} in this organization",
        "non esiste l'accertamento {year}/{number} in questo ente"
    );
    public static readonly Wording CreateAccertamento = new(
        "Create the accertamento first, or correct year and number.",
        "Creare prima l'accertamento, oppure correggere anno e numero."
    );
    public static readonly Wording AccertamentoIsInactive = new(
        "the accertamento {year}/{number} takes no new revenue",
        "l'accertamento {year}/{number} non accetta nuove entrate"
    );
    public static readonly Wording ActivateAccertamento = new(
        "Make it active again, or use another one.",
        "Riattivarlo, oppure usarne un altro."
    );
}
