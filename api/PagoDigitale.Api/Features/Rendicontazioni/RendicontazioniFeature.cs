using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>What the providers of payment say they have transferred.</summary>
public sealed class RendicontazioniFeature : Feature
{
    public override int Floor => 5;

    public override IReadOnlyList<string> Tables => ["rendicontazione_rows", "rendicontazioni"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<ParseRendicontazione>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<RendicontazioneAnomalous>(),
            EventType.Of<RendicontazioneParsed>(),
            EventType.Of<RendicontazioneQuarantined>(),
            EventType.Of<RendicontazioneReceived>(),
            EventType.Of<RendicontazioneSuperseded>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => RendicontazioniErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(FlussoTexts), typeof(RendicontazioniTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("rnd", "rendicontazione")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.RendicontazioniRead, Scopes.RendicontazioniWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(DownloadRendicontazioneHandler),
            typeof(FlowStateWriter),
            typeof(ListRendicontazioneRowsHandler),
            typeof(ListRendicontazioniHandler),
            typeof(ReadRendicontazioneHandler),
            typeof(RendicontazioneEventWriter),
            typeof(RendicontazioneIntakeHandler),
            typeof(RendicontazioneRecords),
            typeof(RendicontazioneSummaries),
            typeof(RendicontazioneWriter),
            typeof(RevisionWriter),
            typeof(RowLinks),
            typeof(RowsWriter),
            typeof(UploadRendicontazioneHandler)
        );
        services.AddSingleton<RendicontazioneSizes>();
        services.AddScoped<IMessageReplay, RendicontazioneReplay>();
        services.AddScoped<IBookedShares, BookedShares>();
    }
}
