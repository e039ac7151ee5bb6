using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class DownloadFlowOutcomeTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task The_original_columns_are_followed_by_what_became_of_the_row()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"A-1;;{FlowScene.Rossi};\"Rossi; Mario\";{FlowScene.Service};Quota;10,00;;;",
                $"A-2;;XX;;{FlowScene.Service};Quota;-1,00;;;"
            )
        );
        var preview = (await scene.OutcomeAsync(flow)).Split("\r\n");
        preview[0].TrimStart('\ufeff').ShouldBe($"{FlowScene.Header};esito;codice;campo;messaggio;rimedio;numero_avviso;iuv;avvertenze");
        preview[1].ShouldBe($"A-1;;{FlowScene.Rossi};\"Rossi; Mario\";{FlowScene.Service};Quota;10,00;;;;valid;;;;;;;");
        preview[2]
            .ShouldStartWith(
                $"A-2;;XX;;{FlowScene.Service};Quota;-1,00;;;;rejected;fiscal-code-invalid | name-missing | "
                    + "amount-not-positive;codice_fiscale | nominativo | importo;"
            );
        var done = await scene.GeneratedAsync(flow);
        var notice = (await scene.RowsAsync(done))[0].NoticeNumber!;
        (await scene.OutcomeAsync(flow)).Split("\r\n")[1].ShouldEndWith($";generated;;;;;{notice};{notice[1..]};");
    }

    [Fact]
    public async Task Cells_that_look_like_formulas_are_made_harmless()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv($"=1+1;;{FlowScene.Rossi};@SUM(A1);{FlowScene.Service};+39 055;10,00;;;"));
        var outcome = await scene.OutcomeAsync(flow);
        outcome.ShouldContain("'=1+1;");
        outcome.ShouldContain(";'@SUM(A1);");
        outcome.ShouldContain(";'+39 055;");
    }

    [Fact]
    public async Task There_is_none_before_the_rows_were_checked()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.UploadAsync(FlowScene.Many(1));
        (await Should.ThrowAsync<PagoDigitaleException>(() => scene.OutcomeAsync(flow))).Code.ShouldBe("flow-outcome-not-found");
    }
}
