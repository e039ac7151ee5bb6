using FluentValidation;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The caller's own labels: few and short, each refused by its own name.</summary>
internal static class LabelRules
{
    private const string Field = "metadata";
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
                new(
                    Field,
                    "metadata-too-large",
                    PositionMetadataTexts.HoldsTooManyLabels.With(labels.Count, LabelsMax),
                    PositionMetadataTexts.KeepTenLabels
                ),
            ];
        return labels.Select(l => Fault(l.Key, l.Value)).OfType<FieldError>();
    }

    private static FieldError? Fault(string name, string? value) =>
        (name.Length, value) switch
        {
            (0, _) => new(Field, "metadata-name-length", PositionMetadataTexts.HoldsNamelessLabel, PositionMetadataTexts.NameLabels),
            (> NameLengthMax, _) => new(
                $"{Field}.{Clipped.To(name, NameLengthMax)}…",
                "metadata-name-length",
                PositionMetadataTexts.NameIsTooLong.With(name.Length, NameLengthMax),
                PositionMetadataTexts.NameLabels
            ),
            (_, null) => new(
                $"{Field}.{name}",
                "null-not-allowed",
                PositionMetadataTexts.IsNull,
                PositionMetadataTexts.LeaveEmptyLabelsOut
            ),
            (_, { Length: > ValueLengthMax }) => new(
                $"{Field}.{name}",
                "maximum-length",
                PositionMetadataTexts.IsTooLong.With(ValueLengthMax, value.Length),
                PositionMetadataTexts.Shorten.With(ValueLengthMax)
            ),
            _ => null,
        };
}
