using CsCheck;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Tests.Identifiers;

public sealed class FiscalCodeTests
{
    [Theory]
    [InlineData("RSSMRA80A01H501U", true, DebtorType.F)]
    [InlineData(" rssmra80a01h501u ", true, DebtorType.F)]
    [InlineData("00488410010", false, DebtorType.G)]
    [InlineData("15376371009", false, DebtorType.G)]
    public void A_real_code_is_read_and_typed(string text, bool isPerson, DebtorType type)
    {
        FiscalCode.TryParse(text, out var code, out var problem).ShouldBeTrue(problem?.ToString());
        code!.IsPerson.ShouldBe(isPerson);
        code.IsEntity.ShouldBe(!isPerson);
        code.DebtorType.ShouldBe(type);
        code.ToString().ShouldBe(text.Trim().ToUpperInvariant());
    }

    [Theory]
    [InlineData("ANONIMO")]
    [InlineData("anonimo ")]
    public void Anonymous_is_nobody_and_of_type_person(string text)
    {
        var code = FiscalCode.Parse(text);
        code.ShouldBe(FiscalCode.Anonymous);
        (code.IsAnonymous, code.IsPerson, code.IsEntity).ShouldBe((true, false, false));
        code.DebtorType.ShouldBe(DebtorType.F);
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("  ", "missing")]
    [InlineData("RSSMRA80A01H501", "has 15")]
    [InlineData("RSSMRA80A01H501UU", "has 17")]
    [InlineData("RSSMRA80A01H501A", "check character")]
    [InlineData("RSSMRA80A32H501U", "day of birth")]
    [InlineData("RSSMRA80A72H501U", "day of birth")]
    [InlineData("RSSMRA80B30H501U", "day of birth")]
    [InlineData("RSSMRA80A00H501U", "day of birth")]
    [InlineData("RSSMRA80F01H501U", "month letter")]
    [InlineData("R1SMRA80A01H501U", "a letter")]
    [InlineData("RSSMRA8AA01H501U", "a digit")]
    [InlineData("RSSMRA80A01Q501U", "place")]
    [InlineData("00488410011", "check digit")]
    [InlineData("0048841001A", "digits only")]
    [InlineData("00000000000", "nobody")]
    [InlineData("ANONIMA", "has 7")]
    public void A_wrong_code_is_refused_with_its_reason(string? text, string reason)
    {
        FiscalCode.TryParse(text, out var code, out var problem).ShouldBeFalse();
        code.ShouldBeNull();
        problem!.ToString().ShouldContain(reason);
        Should.Throw<FormatException>(() => FiscalCode.Parse(text!));
    }

    [Fact]
    public void Omocodia_letters_stand_for_digits()
    {
        // The last digit of RSSMRA80A01H501U, then all seven, replaced as the Revenue Agency does on homonymy.
        FiscalCode.Parse("RSSMRA80A01H50MM").IsPerson.ShouldBeTrue();
        FiscalCode.Parse("RSSMRAULALMHRLMD").IsPerson.ShouldBeTrue();
        // A is no omocodia letter.
        FiscalCode.TryParse("RSSMRAULAAMHRLMD", out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldContain("a digit");
    }

    [Theory]
    [InlineData("Rossi", "Mario", "1980-01-01", false, "H501", "RSSMRA80A01H501U")]
    [InlineData("Rossi", "Maria", "1980-01-01", true, "H501", "RSSMRA80A41H501Y")]
    [InlineData("Fo", "Gianfranco", "1990-12-31", false, "Z404", "FOXGFR90T31Z404")]
    [InlineData("D'Àndrea", "Niccolò", "2001-05-09", false, "F205", "DNDNCL01E09F205")]
    public void A_code_is_built_from_personal_data(
        string surname,
        string name,
        string birth,
        bool isFemale,
        string place,
        string expected
    ) => FiscalCode.Build(surname, name, DateOnly.Parse(birth, null), isFemale, place).Value.ShouldStartWith(expected);

    [Fact]
    public void Whatever_is_built_is_read_and_any_slip_of_one_digit_is_found() =>
        Gen.Select(
                Gen.OneOf("Bianchi", "Aia", "Rè", "O'Hara", "Ünal", "Xu"),
                Gen.Int[0, 39_999].Select(new DateOnly(1920, 1, 1).AddDays),
                Gen.Bool,
                Gen.Select(Gen.Char['A', 'M'], Gen.Int[0, 999], (letter, number) => $"{letter}{number:000}"),
                Gen.OneOf(6, 7, 12, 13, 14),
                Gen.Int[1, 8]
            )
            .Sample(
                (surname, birth, isFemale, belfiore, place, by) =>
                {
                    var code = FiscalCode.Build(surname, "Anna", birth, isFemale, belfiore).Value;
                    FiscalCode.TryParse(code, out _, out var problem).ShouldBeTrue($"{code}: {problem}");
                    var slip = code.ToCharArray();
                    slip[place] = (char)('0' + (slip[place] - '0' + by) % 10);
                    if (new string(slip) != code)
                        FiscalCode.TryParse(new string(slip), out _).ShouldBeFalse($"{new string(slip)} slipped from {code}");
                },
                iter: 500
            );

    [Fact]
    public void A_belfiore_code_of_the_wrong_length_is_refused() =>
        Should.Throw<ArgumentException>(() => FiscalCode.Build("Rossi", "Mario", new DateOnly(1980, 1, 1), false, "H50"));

    [Theory]
    [InlineData("77777777777")]
    [InlineData(" 99999000013")]
    [InlineData("66666666666")]
    [InlineData("00000000000")]
    public void An_organization_needs_eleven_digits_and_no_check(string text) => OrganizationCode.Parse(text).Value.ShouldBe(text.Trim());

    [Theory]
    [InlineData(null)]
    [InlineData("7777777777")]
    [InlineData("777777777777")]
    [InlineData("7777777777A")]
    [InlineData("٧٧٧٧٧٧٧٧٧٧٧")]
    public void An_organization_of_other_shapes_is_refused(string? text)
    {
        OrganizationCode.TryParse(text, out var code, out var problem).ShouldBeFalse();
        code.ShouldBeNull();
        problem!.ToString().ShouldContain("11 digits");
    }

    [Theory]
    [InlineData("RSSMRA80A01H501U", DebtorType.F, true)]
    [InlineData("RSSMRA80A01H501U", DebtorType.G, false)]
    [InlineData("01234567897", DebtorType.G, true)]
    [InlineData("01234567897", DebtorType.F, true)]
    [InlineData("ANONIMO", DebtorType.F, true)]
    [InlineData("ANONIMO", DebtorType.G, true)]
    public void A_legal_entity_never_has_a_persons_code(string code, DebtorType type, bool fits) =>
        FiscalCode.Parse(code).Fits(type).ShouldBe(fits);
}
