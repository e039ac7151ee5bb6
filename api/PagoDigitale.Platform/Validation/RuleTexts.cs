using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Validation;

/// <summary>
/// What FluentValidation's own rules say, without the name of the property: the field is told beside it, as the caller writes it.
/// Values have the names that the rules give them.
/// </summary>
internal static class RuleTexts
{
    public static readonly Wording Required = new("is required", "è obbligatorio");
    public static readonly Wording NotEmpty = new("may not be empty", "non può essere vuoto");
    public static readonly Wording Absent = new("may not be given", "non va indicato");
    public static readonly Wording Empty = new("must be empty", "deve essere vuoto");

    public static readonly Wording Length = new(
        "must have {minLength} to {maxLength} characters, not {totalLength}",
        "deve avere da {minLength} a {maxLength} caratteri, non {totalLength}"
    );

    public static readonly Wording MinimumLength = new(
        "must have at least {minLength} characters, not {totalLength}",
        "deve avere almeno {minLength} caratteri, non {totalLength}"
    );

    public static readonly Wording MaximumLength = new(
        "may have at most {maxLength} characters, not {totalLength}",
        "può avere al massimo {maxLength} caratteri, non {totalLength}"
    );

    public static readonly Wording ExactLength = new(
        "must have {maxLength} characters, not {totalLength}",
        "deve avere {maxLength} caratteri, non {totalLength}"
    );

    public static readonly Wording Between = new("must be from {from} to {to}", "deve essere compreso tra {from} e {to}");

    public static readonly Wording Within = new(
        "must be between {from} and {to}",
        "deve essere compreso tra {from} e {to}, estremi esclusi"
    );

    public static readonly Wording Greater = new("must be greater than {comparisonValue}", "deve essere maggiore di {comparisonValue}");
    public static readonly Wording AtLeast = new("must be {comparisonValue} or more", "deve essere almeno {comparisonValue}");
    public static readonly Wording Less = new("must be less than {comparisonValue}", "deve essere minore di {comparisonValue}");
    public static readonly Wording AtMost = new("must be {comparisonValue} or less", "deve essere al massimo {comparisonValue}");
    public static readonly Wording Equal = new("must be {comparisonValue}", "deve essere {comparisonValue}");
    public static readonly Wording NotEqual = new("may not be {comparisonValue}", "non può essere {comparisonValue}");
    public static readonly Wording NoEmail = new("is not an e-mail address", "non è un indirizzo di posta elettronica");
    public static readonly Wording Misspelt = new("is not written as it must be", "non è scritto come previsto");
    public static readonly Wording NoneOfThem = new("is none of the values it may have", "non è uno dei valori ammessi");
    public static readonly Wording Broken = new("is not valid", "non è valido");

    public static readonly Wording Blank = new("may not be blank", "non può contenere solo spazi");

    public static readonly Wording Shorten = new("Shorten it to {maxLength} characters.", "Abbreviarlo a {maxLength} caratteri.");
    public static readonly Wording GiveValue = new("Give it a value.", "Indicare un valore.");

    public static readonly Wording GiveEmail = new(
        "Use an address such as ufficio@ente.example.",
        "Usare un indirizzo come ufficio@ente.example."
    );

    public static readonly Wording GiveBetween = new("Use a value from {from} to {to}.", "Usare un valore da {from} a {to}.");

    public static readonly Wording GiveText = new("Give it a text, or leave it out.", "Indicare un testo, oppure ometterlo.");

    public static readonly Wording SeeContract = new(
        "Send a value that openapi.yaml allows here.",
        "Inviare un valore tra quelli che openapi.yaml ammette qui."
    );

    private static readonly Dictionary<string, Wording> _ofRule = new()
    {
        ["NotNullValidator"] = Required,
        ["NotEmptyValidator"] = NotEmpty,
        ["NullValidator"] = Absent,
        ["EmptyValidator"] = Empty,
        ["LengthValidator"] = Length,
        ["MinimumLengthValidator"] = MinimumLength,
        ["MaximumLengthValidator"] = MaximumLength,
        ["ExactLengthValidator"] = ExactLength,
        ["InclusiveBetweenValidator"] = Between,
        ["ExclusiveBetweenValidator"] = Within,
        ["GreaterThanValidator"] = Greater,
        ["GreaterThanOrEqualValidator"] = AtLeast,
        ["LessThanValidator"] = Less,
        ["LessThanOrEqualValidator"] = AtMost,
        ["EqualValidator"] = Equal,
        ["NotEqualValidator"] = NotEqual,
        ["EmailValidator"] = NoEmail,
        ["RegularExpressionValidator"] = Misspelt,
        ["EnumValidator"] = NoneOfThem,
        ["PredicateValidator"] = Broken,
        ["AsyncPredicateValidator"] = Broken,
    };

    private static readonly Dictionary<string, Wording> _remedyOfRule = new()
    {
        ["MaximumLengthValidator"] = Shorten,
        ["NotEmptyValidator"] = GiveValue,
        ["NotNullValidator"] = GiveValue,
        ["EmailValidator"] = GiveEmail,
        ["InclusiveBetweenValidator"] = GiveBetween,
    };

    public static bool Knows(string rule) => _ofRule.ContainsKey(rule);

    public static Message Of(string rule, IReadOnlyDictionary<string, object> values) => Filled(_ofRule[rule], values);

    public static Message RemedyOf(string rule, IReadOnlyDictionary<string, object> values) =>
        Filled(_remedyOfRule.GetValueOrDefault(rule, SeeContract), values);

    private static Message Filled(Wording wording, IReadOnlyDictionary<string, object> values) =>
        wording.With([.. wording.Placeholders.Select(name => values[char.ToUpperInvariant(name[0]) + name[1..]])]);
}
