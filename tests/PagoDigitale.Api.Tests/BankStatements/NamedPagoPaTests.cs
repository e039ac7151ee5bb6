using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.BankStatements;

/// <summary>Texts that name pagoPA, or flows, otherwise than SACI prescribes.</summary>
public sealed class NamedPagoPaTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("INCASSI PAGOPA")]
    [InlineData("Riversamento pagoPA nodo")]
    [InlineData("ACCREDITO PAGO PA GENERICO")]
    [InlineData("PAGOPA {0}")]
    public async Task A_credit_that_names_pagopa_is_an_item_with_a_proposal(string text)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row));
        var credit = await CreditAsync(scene, 5_000, text.Replace("{0}", flow.FlussoId[7..], StringComparison.Ordinal));
        var (other, debit) = (
            await CreditAsync(scene, 5_000, "BONIFICO PAGOPARTE SRL"),
            await CreditAsync(scene, -5_000, "COMMISSIONI PAGOPA")
        );

        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        (credit.IsPagoPa, other.IsPagoPa).ShouldBe((true, false));
        items.Where(i => i.MovementId is not null).Select(i => (i.MovementId, i.Class)).ShouldBe([(credit.Id, "TES_NO_IUF_OR_IUV")]);
        items.ShouldNotContain(i => i.MovementId == debit.Id);
        var proposal = (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization)).Items.Single();
        (proposal.MovementId, proposal.RendicontazioneId).ShouldBe((credit.Id, flow.Id));
        await scene.BalancedAsync();
    }

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/{0} /URI/{1}")]
    [InlineData("{0} {1}")]
    [InlineData("PAGOPA {0} {1}")]
    public async Task A_credit_lists_all_the_flows_it_names_and_pays_out_all(string text)
    {
        var (scene, first, second) = await TwoAsync();

        var credit = await CreditAsync(scene, 21_500, Text(text, first.FlussoId, second.FlussoId));
        await scene.ReconcileAsync();

        credit.References!.Select(r => (r.Value, r.Confidence)).ShouldBe([(first.FlussoId, "exact"), (second.FlussoId, "exact")]);
        (await ReadAsync(scene, credit)).Matches.Select(m => m.RendicontazioneId).ShouldBe([first.Id, second.Id], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/{0} /URI/{1}")]
    [InlineData("PAGOPA {0} {1}")]
    public async Task Of_two_ids_one_of_which_is_cut_a_person_decides(string text)
    {
        var (scene, first, second) = await TwoAsync();

        var credit = await CreditAsync(scene, 21_500, Text(text, first.FlussoId, second.FlussoId[..^2]));
        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        (await ReadAsync(scene, credit)).State.ShouldBe("unmatched");
        credit.References!.Select(r => r.Value).ShouldBe([first.FlussoId, second.FlussoId[..^2]]);
        items.Single(i => i.MovementId == credit.Id).NextStep.ShouldContain("listMovementProposals");
        (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization))
            .Items.Select(p => p.RendicontazioneId)
            .ShouldBe([first.Id, second.Id]);
        (await MatchAsync(scene, [credit.Id], [first.Id, second.Id])).DifferenceCents.ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_whole_unbroken_id_is_exact_whatever_stands_around_it()
    {
        var (scene, flow, _) = await TwoAsync();
        var cents = 0;
        foreach (
            var (text, confidence) in new[]
            {
                ($"PAGOPA {flow.FlussoId}", "exact"),
                ($"RIV /URI/{flow.FlussoId} /URI/{flow.FlussoId}", "exact"),
                ($"/PUR/LGPE-RIVERSAMENTO/URI/{flow.FlussoId}", "exact"),
                ($"XX {flow.FlussoId} YY", "exact"),
                ($"PAGOPA {flow.FlussoId[..14]} {flow.FlussoId[14..]}", "repaired"),
            }
        )
            (await CreditAsync(scene, ++cents, text)).Reference.ShouldSatisfyAllConditions(
                r => r!.Value.ShouldBe(flow.FlussoId),
                r => r!.Confidence.ShouldBe(confidence, text)
            );
        (await CreditAsync(scene, 1, $"/PUR/LGPE-RIVERSAMENTO/URI/11{flow.FlussoId[9..^2]}")).Reference.ShouldBeNull();
    }

    private async Task<(MoneyScene Scene, Rendicontazione First, Rendicontazione Second)> TwoAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        // One day later, so that neither begins as the other does.
        var first = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(10_700)).Row));
        return (
            scene,
            first,
            await scene.UploadAsync(scene.Flow(MoneyScene.Day.AddDays(1), "60000000002", (await scene.PaidAsync(10_800)).Row))
        );
    }

    private static string Text(string format, string first, string second) =>
        format.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);
}
