using PagoDigitale.Api.Tests.PublishedFlows;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ExpectedFlows;

/// <summary>What a PSP still has to tell: nobody else would notice that it does not.</summary>
public sealed class ListExpectedFlowsTests(PublishingWorld world) : IClassFixture<PublishingWorld>
{
    /// <summary>A Friday: the third working day after it is a Wednesday.</summary>
    private static readonly DateOnly _friday = new(2026, 11, 20);
    private static readonly DateTimeOffset _onFriday = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Payments_wait_for_their_flow_until_it_comes_and_are_missing_after_the_third_working_day()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(2, 1_000, "BPROITMM", _onFriday);
        await scene.PayAsync(1, 700, "IPESITRR", _onFriday);
        await scene.PayAsync(1, 500, "BPROITMM");

        var expected = await ListAsync(scene, new());

        expected.Count.ShouldBe(3);
        expected.Select(e => e.PaidOn).ShouldBeInOrder(SortDirection.Descending);
        var today = expected[0];
        (today.State, today.PaymentsCount, today.AmountCents).ShouldBe(("awaited", 1, 500));
        var missing = expected.Single(e => e.PspId == "BPROITMM" && e.PaidOn == _friday);
        (missing.State, missing.PaymentsCount, missing.AmountCents, missing.ExpectedBy).ShouldBe(
            ("missing", 2, 2_000, new DateOnly(2026, 11, 25))
        );
        missing.PspName.ShouldNotBeNullOrEmpty();
        (await ListAsync(scene, new() { State = ["missing"] })).Count.ShouldBe(2);
        (await ListAsync(scene, new() { State = ["awaited"] })).Single().AmountCents.ShouldBe(500);
        (await ListAsync(scene, new() { State = ["awaited", "missing"] })).Count.ShouldBe(3);
        (await ListAsync(scene, new() { PspId = "IPESITRR" })).Single().AmountCents.ShouldBe(700);
        (await ListAsync(scene, new() { PaidFrom = _friday, PaidTo = _friday })).Count.ShouldBe(2);
        (await ListAsync(scene, new() { PaidTo = _friday.AddDays(-1) })).ShouldBeEmpty();

        await scene.FetchAsync();

        (await ListAsync(scene, new())).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_revision_drops_is_expected_again()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(2, 1_000, "BPROITMM", _onFriday);
        await scene.FetchAsync();
        (await ListAsync(scene, new())).ShouldBeEmpty();
        var flow = (await scene.FlowsAsync()).Single();
        await world.PostAsync($"fdr/{flow["flussoId"]}/revise", new { dropIur = (string)flow["receiptIds"]![0]! });
        await scene.FetchAsync();

        var expected = (await ListAsync(scene, new())).Single();

        (expected.PaymentsCount, expected.AmountCents, expected.State).ShouldBe((1, 1_000, "missing"));
    }

    [Fact]
    public async Task A_second_payment_of_a_notice_is_expected_too_and_one_outside_the_node_is_not()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1, 1_000, "BPROITMM", _onFriday, fault: "second-payment");
        var position = await scene.Client.Positions.CreateAsync(
            scene.Code,
            new()
            {
                ServiceCode = scene.Organization.Service,
                Description = "Allo sportello",
                Debtor = new()
                {
                    Type = DebtorTypes.F,
                    FiscalCode = "RSSMRA80A01H501U",
                    Name = "Mario Rossi",
                },
                PaymentOptions = [new() { Instalments = [new() { AmountCents = 900 }] }],
            }
        );
        await scene.Client.Positions.RecordOutsidePaymentAsync(
            scene.Code,
            position.Id,
            new()
            {
                InstalmentId = position.PaymentOptions.Single().Instalments.Single().Id,
                PaidOn = _friday,
                Reason = "Contanti",
            }
        );

        (await ListAsync(scene, new())).Sum(e => e.AmountCents).ShouldBe(2_000);
    }

    [Fact]
    public async Task Pages_together_are_the_list()
    {
        var scene = await world.SceneAsync();
        foreach (var psp in new[] { "BPROITMM", "IPESITRR", "PPROITRR" })
        {
            await scene.PayAsync(1, 1_000, psp, _onFriday);
            await scene.PayAsync(1, 1_000, psp, _onFriday.AddDays(-1));
        }
        var whole = await ListAsync(scene, new());
        var paged = new List<ExpectedFlow>();
        string? cursor = null;
        do
        {
            var page = await scene.Client.ExpectedFlows.ListAsync(scene.Code, new() { Limit = 4, Cursor = cursor });
            paged.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);

        whole.Count.ShouldBe(6);
        paged.Select(e => (e.PaidOn, e.PspId)).ShouldBe(whole.Select(e => (e.PaidOn, e.PspId)));
        RomeTime.LegalDate(TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(_friday);
    }

    private static async Task<List<ExpectedFlow>> ListAsync(PublishingScene scene, ListExpectedFlowsOptions options) =>
        [.. (await scene.Client.ExpectedFlows.ListAsync(scene.Code, options)).Items];
}
