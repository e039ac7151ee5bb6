using FluentValidation;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The caller's own labels: few and short, each refused by its own name.</summary>
internal static class LabelRules
{
    private const string Field = "metadata";
    private const string NameRemedy = "Give every label a name of 1 to 50 characters.";
    private const int LabelsMax = 10;
    private const int NameLengthMax = 50;
    private const int ValueLengthMax = 140;

    public static void AreLabels<T>(this IRuleBuilder<T, Dictionary<string, string>?> rule) =>
        rule.Custom(
            (labels, context) =>
            {
                foreach (var error in Faults(labels ?? []))
                    context.Refuse(error);
            }
        );

    private static IEnumerable<FieldError> Faults(Dictionary<string, string> labels)
    {
        // Too many are one mistake: naming the wrong ones among a thousand would bury it.
        if (labels.Count > LabelsMax)
            return
            [
                new(Field, "metadata-too-large", $"holds {labels.Count} labels, more than {LabelsMax}", "Keep at most ten short labels."),
            ];
        return labels.Select(l => Fault(l.Key, l.Value)).OfType<FieldError>();
    }

    private static FieldError? Fault(string name, string? value) =>
        (name.Length, value) switch
        {
            (0, _) => new(Field, "metadata-name-length", "holds a label without a name", NameRemedy),
            (> NameLengthMax, _) => new(
                $"{Field}.{name[..NameLengthMax]}…",
                "metadata-name-length",
                $"is a name of {name.Length} characters, more than {NameLengthMax}",
                NameRemedy
            ),
            (_, null) => new($"{Field}.{name}", "null-not-allowed", "may not be null", "Leave out the labels that have no value."),
            (_, { Length: > ValueLengthMax }) => new(
                $"{Field}.{name}",
                "maximum-length",
                $"may have at most {ValueLengthMax} characters, not {value.Length}",
                $"Shorten it to {ValueLengthMax} characters."
            ),
            _ => null,
        };
}
