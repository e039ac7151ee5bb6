using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class PreviewBankStatementTests(OneApi one) : IClassFixture<OneApi>
{
    private const string TwoColumns =
        "Data;Valuta;Dare;Avere;Descrizione\n25/06/2026;25/06/2026;;150,00;BONIFICO A VOSTRO "
        + "FAVORE\n25/06/2026;25/06/2026;2,50;;COMMISSIONI\n";

    [Fact]
    public async Task The_columns_it_finds_are_those_to_upload_with()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var preview = await scene.Client.BankStatements.PreviewAsync(scene.Organization, File(TwoColumns));

        preview.Movements.Select(m => (m.LineNumber, m.AmountCents)).ShouldBe([(2, 15_000), (3, -250)]);
        (preview.Counts.Movements, preview.Counts.Rejected, preview.Amounts.CreditsCents, preview.Amounts.DebitsCents).ShouldBe(
            (2, 0, 15_000, 250)
        );
        var map = preview.Mapping;
        (map.DateColumn, map.ValueDateColumn, map.DebitColumn, map.AmountColumn, map.DescriptionColumn).ShouldBe((1, 2, 3, 4, 5));
        (await scene.CountAsync("bank_movements WHERE")).ShouldBe(0);
        (await scene.CountAsync("inbound_messages WHERE")).ShouldBe(0);

        var statement = await scene.Client.BankStatements.UploadAsync(
            scene.Organization,
            "e.csv",
            File(TwoColumns),
            new()
            {
                DateColumn = map.DateColumn,
                AmountColumn = map.AmountColumn,
                DescriptionColumn = map.DescriptionColumn,
                DebitColumn = map.DebitColumn,
                ValueDateColumn = map.ValueDateColumn,
            }
        );
        (statement.Amounts.CreditsCents, statement.Amounts.DebitsCents).ShouldBe((15_000, 250));
        (await scene.Client.BankStatements.PreviewAsync(scene.Organization, File(TwoColumns))).Counts.Duplicates.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_its_columns_is_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var refusal = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.BankStatements.PreviewAsync(scene.Organization, File("25/06/2026;1,00;x\n"))
        );
        var both = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.BankStatements.PreviewAsync(scene.Organization, File(TwoColumns), new() { DebitColumn = 3, SignColumn = 4 })
        );

        (refusal.Code, refusal.Errors.Single().Code).ShouldBe(("no-movements", "columns-unrecognised"));
        both.Errors.Single().Code.ShouldBe("sign-or-debit");
    }

    [Theory]
    [InlineData("Data;Dare;Avere;Causale\n25/06/2026;;150,00;a\n26/06/2026;2,50;;b\n", "Send amountColumn=3 and debitColumn=2.")]
    [InlineData("Data;Uscite;Altro;Causale\n25/06/2026;150,00;;a\n", "Send debitColumn=2 as well, if all of it went out.")]
    public async Task Money_out_is_not_taken_for_money_in(string file, string remedy)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var previewed = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.BankStatements.PreviewAsync(
                scene.Organization,
                File(file),
                new()
                {
                    DateColumn = 1,
                    AmountColumn = 2,
                    DescriptionColumn = 4,
                }
            )
        );
        var uploaded = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.BankStatements.UploadAsync(
                scene.Organization,
                "e.csv",
                File(file),
                new()
                {
                    DateColumn = 1,
                    AmountColumn = 2,
                    DescriptionColumn = 4,
                }
            )
        );

        foreach (var error in (FieldError[])[previewed.Errors.Single(), uploaded.Errors.Single()])
            (error.Field, error.Code, error.Remedy).ShouldBe(("amountColumn", "money-out-column", remedy));
        (await scene.CountAsync("bank_statements WHERE")).ShouldBe(0);
        (
            await scene.Client.BankStatements.PreviewAsync(
                scene.Organization,
                File(file),
                new()
                {
                    DateColumn = 1,
                    AmountColumn = 2,
                    DescriptionColumn = 4,
                    DebitColumn = 2,
                }
            )
        ).Amounts.CreditsCents.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_movement_exported_later_with_its_provvisorio_is_the_same()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var line = new StatementLineRow(MoneyScene.Day, 5_000, "BONIFICO UNO");
        await scene.UploadAsync(line, line);

        var later = await scene.UploadAsync(
            line with
            {
                Provvisorio = "10",
            },
            line with
            {
                Provvisorio = "11",
                Description = "Bonifico  uno",
            },
            line with
            {
                Provvisorio = "12",
            }
        );
        var bare = await scene.UploadAsync(line, line, line, new StatementLineRow(MoneyScene.Day, 1, "altro"));
        var alone = await scene.UploadAsync(line with { Provvisorio = "11" }, new StatementLineRow(MoneyScene.Day, 2, "altro"));

        (later.Counts.Movements, later.Counts.Duplicates).ShouldBe((1, 2));
        (bare.Counts.Movements, bare.Counts.Duplicates).ShouldBe((1, 3));
        (alone.Counts.Movements, alone.Counts.Duplicates).ShouldBe((1, 1));
        var movements = (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { AmountCents = 5_000 })).Items;
        movements.Select(m => m.Provvisorio).Order().ShouldBe(["10", "11", "12"]);
    }

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
}
