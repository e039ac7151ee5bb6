using CsCheck;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Tests.Identifiers;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("w9", "RF45w9")]
    [InlineData("539007547034", "RF18539007547034")]
    [InlineData("02A7XK9000012", "RF2302A7XK9000012")]
    [InlineData("02PD00002", "RF0202PD00002")]
    public void Creditor_references_are_built_and_verified(string reference, string expected)
    {
        CreditorReference.Build(reference).Value.ShouldBe(expected);
        CreditorReference.Parse(expected).Reference.ShouldBe(reference);
        Iuv.Parse(expected).Kind.ShouldBe(IuvKind.CreditorReference);
    }

    [Theory]
    [InlineData("RF23 5674 8393 7849 4505 5087 5")]
    [InlineData("RF19539007547034")]
    [InlineData("RF45")]
    [InlineData("XX45w9")]
    [InlineData("RFA5w9")]
    [InlineData("RF18-539007547034")]
    [InlineData("RF180000000000000000000001")]
    [InlineData(null)]
    public void A_reference_that_does_not_verify_is_refused(string? text)
    {
        CreditorReference.TryParse(text, out var reference).ShouldBeFalse();
        reference.ShouldBeNull();
    }

    [Fact]
    public void Groups_of_four_are_written_and_read()
    {
        var reference = CreditorReference.Parse("rf18 5390 0754 7034");
        reference.Value.ShouldBe("RF18539007547034");
        reference.Grouped().ShouldBe("RF18 5390 0754 7034");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567890123456789012")]
    [InlineData("AB-1")]
    public void A_reference_of_the_wrong_shape_is_not_built(string reference) =>
        Should.Throw<ArgumentException>(() => CreditorReference.Build(reference));

    [Theory]
    [InlineData("000000000000141", IuvKind.Digits15)]
    [InlineData("02000000000810908", IuvKind.Digits17)]
    [InlineData("1234", IuvKind.Free)]
    [InlineData("RF19539007547034", IuvKind.Free)]
    [InlineData("ABCDEFGHIJ1234567890123456789012345", IuvKind.Free)]
    public void The_kind_of_an_iuv_is_told(string text, IuvKind kind)
    {
        Iuv.TryParse(text, out var iuv, out var problem).ShouldBeTrue(problem?.ToString());
        iuv!.Kind.ShouldBe(kind);
        iuv.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABC 12")]
    [InlineData("ABC/12")]
    [InlineData("ABCDEFGHIJ12345678901234567890123456")]
    public void An_iuv_of_the_wrong_shape_is_refused(string text)
    {
        Iuv.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldContain("1 to 35");
    }

    [Theory]
    [InlineData("IT60X0542811101000000123456", "05428", false)]
    [InlineData("it60 x054 2811 1010 0000 0123 456", "05428", false)]
    [InlineData("DE89370400440532013000", null, false)]
    [InlineData("GB82WEST12345698765432", null, false)]
    public void An_iban_is_read(string text, string? abi, bool isPostal)
    {
        Iban.TryParse(text, out var iban, out var problem).ShouldBeTrue(problem?.ToString());
        iban!.Abi.ShouldBe(abi);
        iban.IsPostal.ShouldBe(isPostal);
        iban.Value.ShouldBe(text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
    }

    [Fact]
    public void An_account_at_the_post_is_recognised()
    {
        var valid = Enumerable
            .Range(2, 97)
            .Select(check => $"IT{check:00}X0760101600000012345678")
            .Where(text => Iban.TryParse(text, out _))
            .ToList();
        valid.Count.ShouldBe(1);
        Iban.Parse(valid[0]).IsPostal.ShouldBeTrue();
    }

    [Theory]
    [InlineData("IT60X0542811101000000123456", 'X', true)]
    [InlineData("IT58D0542811101000000999999", 'D', true)]
    [InlineData("IT46A0542811101000000999999", 'D', false)]
    [InlineData("SM86U0322509800000000270100", 'U', true)]
    [InlineData("DE89370400440532013000", null, true)]
    public void The_check_letter_is_told_where_there_is_one(string text, char? expected, bool isRight)
    {
        var iban = Iban.Parse(text);

        (iban.ExpectedCheckLetter, iban.HasRightCheckLetter).ShouldBe((expected, isRight));
    }

    /// <summary>
    /// The check digits alone, mod 97, let one made-up number in ninety-seven pass; the letter one in twenty-six of those.
    /// </summary>
    [Fact]
    public void One_wrong_digit_of_the_account_never_keeps_both_checks() =>
        Gen.Select(Gen.Int[15, 26], Gen.Int[1, 9])
            .Sample(
                (place, slip) =>
                {
                    var iban = "IT60X0542811101000000123456".ToCharArray();
                    iban[place] = (char)('0' + (iban[place] - '0' + slip) % 10);

                    (Iban.TryParse(new string(iban), out var parsed) && parsed.HasRightCheckLetter).ShouldBeFalse();
                },
                iter: 2_000
            );

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("IT60X054281110100000012345", "27 characters")]
    [InlineData("IT61X0542811101000000123456", "check digits")]
    [InlineData("IT6010542811101000000123456", "CIN")]
    [InlineData("1T60X0542811101000000123456", "two letters")]
    [InlineData("DE8937", "too short")]
    [InlineData("DE89-3704-0044-0532-0130-00", "other signs")]
    public void A_wrong_iban_is_refused_with_its_reason(string? text, string reason)
    {
        Iban.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldContain(reason);
    }

    [Theory]
    [InlineData("9/0102100SA/")]
    [InlineData("0102100SA")]
    [InlineData("9/0102100sa")]
    [InlineData(" 0102100SA/ ")]
    public void A_taxonomy_code_is_read_with_and_without_its_frame(string text)
    {
        var code = TaxonomyCode.Parse(text);
        code.Value.ShouldBe("9/0102100SA/");
        (code.OrganizationType, code.MacroArea, code.Service, code.LegalReason).ShouldBe(("01", "02", "100", "SA"));
    }

    [Theory]
    [InlineData("9/0102100XX/")]
    [InlineData("9/010210SA/")]
    [InlineData("5/0102100SA/")]
    [InlineData("/0102100SA/")]
    [InlineData("9/0102100SA//")]
    [InlineData("9/A102100SA/")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_taxonomy_code_is_refused(string? text)
    {
        TaxonomyCode.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldContain("9/0102100SA/");
    }

    /// <summary>6, 7 and 8 forbid a request to pay; without a digit the code allows it.</summary>
    [Theory]
    [InlineData("6/0102100SA/", "6/0102100SA/")]
    [InlineData("7/0102100sa", "7/0102100SA/")]
    [InlineData("8/0102100SA/", "8/0102100SA/")]
    [InlineData("0102100SA", "9/0102100SA/")]
    public void The_digit_in_front_of_a_taxonomy_code_is_kept(string text, string expected) =>
        TaxonomyCode.Parse(text).Value.ShouldBe(expected);

    [Theory]
    [InlineData("9/0102100SA/", "0102100SA")]
    [InlineData("6/0102100sa", "0102100SA")]
    [InlineData("8/0301116TS/9/libero", "0301116TS")]
    [InlineData("9/qualcosa", "QUALCOSA")]
    [InlineData("0/12345", null)]
    [InlineData("2/0102100SA/", null)]
    [InlineData("9", null)]
    public void The_part_of_a_category_that_a_published_list_has(string category, string? listed) =>
        TaxonomyCode.ListedOf(category).ShouldBe(listed);

    [Theory]
    [InlineData("0201100SA", "0102100SA")]
    [InlineData("0101100TS", "0101108TS")]
    [InlineData("102100SA", "0102100SA")]
    public void The_nearest_code_is_the_one_with_the_fewest_characters_to_mend(string code, string nearest) =>
        NearCodes.Of(code, ["0101100IM", "0101108TS", "0102100SA", "0201133AP"], c => c, 1).ShouldBe([nearest]);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a", "", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Mending_is_counted_as_Levenshtein_does(string one, string other, int expected) =>
        (NearCodes.Distance(one, other), NearCodes.Distance(other, one)).ShouldBe((expected, expected));
}
