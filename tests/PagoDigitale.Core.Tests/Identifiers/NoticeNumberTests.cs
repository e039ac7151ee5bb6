using CsCheck;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Tests.Identifiers;

public sealed class NoticeNumberTests
{
    [Theory]
    [InlineData("302000000000810908", "02000000000810908", "02", null)]
    [InlineData("348172725623804858", "48172725623804858", "48", null)]
    [InlineData("348171871554242374", "48171871554242374", "48", null)]
    [InlineData("347164993070184562", "47164993070184562", "47", null)]
    [InlineData("382202100000000101", "82202100000000101", "82", null)]
    [InlineData("302032002700000251", "02032002700000251", "02", null)]
    [InlineData("001000000000000141", "000000000000141", null, "01")]
    [InlineData("001000000000010047", "000000000010047", null, "01")]
    [InlineData("023123456789012356", "123456789012356", null, "23")]
    [InlineData("201000000000000143", "01000000000000143", null, null)]
    [InlineData("301000000000000144", "01000000000000144", "01", null)]
    [InlineData("302000000000000184", "02000000000000184", "02", null)]
    [InlineData("349999999999999949", "49999999999999949", "49", null)]
    public void Real_numbers_are_read_verified_and_rebuilt(string text, string iuv, string? segregation, string? application)
    {
        var notice = NoticeNumber.Parse(text);
        notice.ToString().ShouldBe(text);
        notice.Iuv.ShouldBe(iuv);
        notice.SegregationCode.ShouldBe(segregation);
        notice.ApplicationCode.ShouldBe(application);
        notice.HasValidCheckDigits.ShouldBeTrue();
        notice.AuxDigit.ShouldBe(text[0] - '0');
        int? applicationCode = application is null ? null : int.Parse(application, null);
        NoticeNumber.FromIuv(notice.AuxDigit, applicationCode, iuv).ShouldBe(notice);

        int? code = notice.AuxDigit is 0 or 3 ? int.Parse(text.AsSpan(1, 2), null) : null;
        var baseNumber = long.Parse(text.AsSpan(code is null ? 1 : 3, code is null ? 15 : 13), null);
        NoticeNumber.Generate(notice.AuxDigit, code, baseNumber).ShouldBe(notice);
        NoticeNumber.GenerateText(notice.AuxDigit, code, baseNumber).ShouldBe(text);
    }

    [Theory]
    [InlineData("311111111112222222")]
    [InlineData("302012387654312384")]
    [InlineData("470000008800999051")]
    public void Wrong_check_digits_are_told_and_never_refused(string text)
    {
        var notice = NoticeNumber.Parse(text);
        notice.HasValidCheckDigits.ShouldBeFalse();
        notice.Value.ShouldBe(text);
        notice.HasKnownAuxDigit.ShouldBe(text[0] <= '3');
    }

    [Fact]
    public void Aux_digit_one_is_free_of_check_digits()
    {
        var notice = NoticeNumber.Generate(1, null, 12345678901234567);
        notice.Value.ShouldBe("112345678901234567");
        notice.Iuv.ShouldBe("12345678901234567");
        notice.HasValidCheckDigits.ShouldBeTrue();
    }

    [Fact]
    public void Printed_groups_are_read_and_written()
    {
        const string printed = "3020 3200 2700 0002 51";
        NoticeNumber.Parse(printed).Value.ShouldBe("302032002700000251");
        NoticeNumber.Parse("\t302032002700000251\n").Grouped().ShouldBe(printed);
        NoticeNumber.Parse("000000000000000000").Grouped().ShouldBe("0000 0000 0000 0000 00");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30200000000081090")]
    [InlineData("3020000000008109080")]
    [InlineData("30200000000081090A")]
    [InlineData("3020-0000-0000-8109-08")]
    public void Anything_but_18_digits_is_refused(string? text)
    {
        NoticeNumber.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldContain("18 digits");
        Should.Throw<FormatException>(() => NoticeNumber.Parse(text!));
    }

    [Theory]
    [InlineData(3, null, 1)]
    [InlineData(3, 100, 1)]
    [InlineData(3, -1, 1)]
    [InlineData(0, null, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(4, 2, 1)]
    [InlineData(-1, 2, 1)]
    [InlineData(3, 2, -1)]
    [InlineData(3, 2, 10_000_000_000_000)]
    [InlineData(0, 2, 10_000_000_000_000)]
    [InlineData(2, null, 1_000_000_000_000_000)]
    [InlineData(1, null, 100_000_000_000_000_000)]
    public void Numbers_that_do_not_fit_are_not_generated(int auxDigit, int? code, long baseNumber) =>
        Should.Throw<ArgumentOutOfRangeException>(() => NoticeNumber.Generate(auxDigit, code, baseNumber));

    [Theory]
    [InlineData(0, null, "000000000000141")]
    [InlineData(0, 1, "00000000000014")]
    [InlineData(3, 1, "02000000000810908")]
    [InlineData(3, null, "0200000000081090X")]
    [InlineData(3, null, "020000000008109")]
    [InlineData(10, null, "02000000000810908")]
    public void An_iuv_of_another_layout_makes_no_notice(int auxDigit, int? applicationCode, string iuv) =>
        Should.Throw<ArgumentException>(() => NoticeNumber.FromIuv(auxDigit, applicationCode, iuv));

    [Fact]
    public void Generated_numbers_verify_and_survive_text() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 99], Gen.Long[0, 9_999_999_999_999])
            .Sample(
                (aux, number, progressive) =>
                {
                    int? code = aux is 0 or 3 ? number : null;
                    var notice = NoticeNumber.Generate(aux, code, progressive);
                    notice.HasValidCheckDigits.ShouldBeTrue();
                    NoticeNumber.Parse(notice.Grouped()).ShouldBe(notice);
                    NoticeNumber.FromIuv(aux, aux == 0 ? code : null, notice.Iuv).ShouldBe(notice);
                    int? readCode = (notice.SegregationCode ?? notice.ApplicationCode) is { } text ? int.Parse(text, null) : null;
                    readCode.ShouldBe(code);
                },
                iter: 1_000
            );

    [Fact]
    public void Numbers_sort_as_their_texts_do()
    {
        var small = NoticeNumber.Parse("001000000000000141");
        var big = NoticeNumber.Parse("301000000000000144");
        (small < big, small <= big, small > big, small >= big).ShouldBe((true, true, false, false));
        small.CompareTo(big).ShouldBeNegative();
    }
}
