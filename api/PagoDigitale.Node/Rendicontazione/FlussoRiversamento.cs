namespace PagoDigitale.Node.Rendicontazione;

/// <summary>The header of a rendicontazione: which transfer of money (SCT) it explains. Totals are what the PSP declares.</summary>
public sealed record FlussoRiversamento
{
    public string Version { get; init; } = "1.0";

    /// <summary>Unique within the year. At most 35 characters by the schema; longer ones circulate and are kept.</summary>
    public required string FlussoId { get; init; }

    /// <summary>A flow sent again with a later instant supersedes the earlier one.</summary>
    public required DateTimeOffset FlussoDateTime { get; init; }

    /// <summary>The TRN of the SCT.</summary>
    public required string RegulationId { get; init; }

    public required DateOnly RegulationDate { get; init; }

    public required FlussoParty Sender { get; init; }

    public string? BicCode { get; init; }

    public required FlussoParty Receiver { get; init; }

    public required long PaymentsCount { get; init; }

    public required long TotalAmountCents { get; init; }
}

/// <summary>Type is G (legal entity), A (ABI code) or B (BIC); a receiver is always G.</summary>
public sealed record FlussoParty(string Type, string Code, string? Name = null);

/// <summary>One payment of a flow. Number is its place in the file, from 1. A revoked payment may have a negative amount.</summary>
public sealed record FlussoRow
{
    public required int Number { get; init; }

    public required string Iuv { get; init; }

    /// <summary>The receiptId of the receipt.</summary>
    public required string Iur { get; init; }

    /// <summary>The idTransfer of the receipt; absent in old flows.</summary>
    public int? TransferIndex { get; init; }

    public required long AmountCents { get; init; }

    /// <summary>Verbatim, because unknown codes are kept too; see <see cref="FlussoOutcomes"/>.</summary>
    public required string OutcomeCode { get; init; }

    public required DateOnly PaymentDate { get; init; }
}

/// <summary>codiceEsitoSingoloPagamento: the union of FlussoRiversamento 1_0_4 (0, 3, 9) and 1_0_5 (0, 4, 8, 9).</summary>
public static class FlussoOutcomes
{
    public const string Executed = "0";
    public const string Revoked = "3";
    public const string StandIn = "4";
    public const string StandInWithoutRequest = "8";
    public const string WithoutRequest = "9";

    public static bool IsKnown(string code) => code is Executed or Revoked or StandIn or StandInWithoutRequest or WithoutRequest;
}
