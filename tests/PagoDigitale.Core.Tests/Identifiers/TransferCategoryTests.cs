using PagoDigitale.Core.Identifiers;
using Shouldly;
using Xunit;

namespace PagoDigitale.Core.Tests.Identifiers;

/// <summary>The digit in front of a taxonomy code says whether pagoPA may push the debt (SANP 3.12, SEPA RTP).</summary>
public sealed class TransferCategoryTests
{
    [Theory]
    [InlineData(RequestToPay.Allowed, "9/0102100SA/")]
    [InlineData(RequestToPay.HasteHarms, "6/0102100SA/")]
    [InlineData(RequestToPay.ExclusiveCarrier, "7/0102100SA/")]
    [InlineData(RequestToPay.HasteHarmsAndExclusiveCarrier, "8/0102100SA/")]
    public void Whatever_a_code_is_kept_with_the_node_is_told_one_digit(RequestToPay request, string told)
    {
        foreach (var kept in new[] { "0102100SA", "0102100SA/", "9/0102100SA/", "6/0102100SA/", "7/0102100SA/", "8/0102100SA/" })
            TransferCategory.Of(kept, request).ShouldBe(told);
    }

    [Theory]
    [InlineData("9/0301116TS/9/libero", "6/0301116TS/9/libero")]
    [InlineData("7/qualcosa", "6/qualcosa")]
    [InlineData("qualcosa", "6/qualcosa")]
    // Before the taxonomy: the digit is the classification's own.
    [InlineData("0/12345", "0/12345")]
    [InlineData("1/12345", "1/12345")]
    [InlineData("2/0102100SA/", "2/0102100SA/")]
    public void The_rest_of_a_category_stays(string kept, string told) => TransferCategory.Of(kept, RequestToPay.HasteHarms).ShouldBe(told);

    [Theory]
    [InlineData("6/0102100SA/", RequestToPay.HasteHarms)]
    [InlineData("7/0102100SA/", RequestToPay.ExclusiveCarrier)]
    [InlineData("8/0102100SA/", RequestToPay.HasteHarmsAndExclusiveCarrier)]
    [InlineData("9/0102100SA/", null)]
    [InlineData("0102100SA", null)]
    [InlineData("0/12345", null)]
    [InlineData("6", null)]
    public void Only_what_forbids_is_said_by_a_code_itself(string code, RequestToPay? said) => TransferCategory.SaidBy(code).ShouldBe(said);

    [Theory]
    [InlineData(RequestToPay.Allowed, "8/0102100SA/", RequestToPay.HasteHarms, RequestToPay.Allowed)]
    [InlineData(RequestToPay.HasteHarms, "9/0102100SA/", RequestToPay.Allowed, RequestToPay.HasteHarms)]
    [InlineData(null, "7/0102100SA/", RequestToPay.Allowed, RequestToPay.ExclusiveCarrier)]
    [InlineData(null, "9/0102100SA/", RequestToPay.HasteHarms, RequestToPay.HasteHarms)]
    [InlineData(null, "9/0102100SA/", RequestToPay.Allowed, RequestToPay.Allowed)]
    public void The_position_counts_before_the_code_of_the_line_and_that_before_its_service(
        RequestToPay? position,
        string code,
        RequestToPay service,
        RequestToPay effective
    ) => TransferCategory.Effective(position, code, service).ShouldBe(effective);

    [Theory]
    [InlineData("6/0102100SA/", "9/0102100SA/", true)]
    [InlineData("0102100SA", "8/0102100SA/", true)]
    [InlineData("9/0102100SA/", "9/0102100SA/libero", false)]
    [InlineData("9/0102100SA/", "9/0102101SA/", false)]
    [InlineData("2/0102100SA/", "9/0102100SA/", false)]
    public void Codes_are_the_same_whatever_digit_they_are_carried_with(string one, string other, bool same) =>
        TransferCategory.IsSame(one, other).ShouldBe(same);
}
