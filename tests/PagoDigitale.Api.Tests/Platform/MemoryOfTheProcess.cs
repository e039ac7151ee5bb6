using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Tests that measure the memory of the whole process. They run alone, after the others, whose memory would be counted as well.
/// </summary>
[CollectionDefinition(nameof(MemoryOfTheProcess), DisableParallelization = true)]
public sealed class MemoryOfTheProcess;
