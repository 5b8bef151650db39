using Lana.Candidates;
using Lana.Measurement;
using Lana.Models;
using Lana.Networks;
using Lana.Profiling;
using Microsoft.Extensions.Logging;

namespace Lana.Tables;

/// <summary>A small teacher and search space of which tables are built.</summary>
internal static class TableBench
{
    public static NetworkDefinition Teacher { get; } = EfficientNet.Define(
        NetworkOptions.Compound(0) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    public static SearchSpace SearchSpace { get; } = SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5");

    /// <summary>A builder that makes no more passes than it must.</summary>
    public static LatencyTableBuilder Builder(
        FakeMeter meter, FakeClock? clock = null, int networks = 0, ILogger<LatencyTableBuilder>? logger = null) =>
        new(meter, new LatencyTableOptions { Networks = networks, TimeForPasses = TimeSpan.Zero }, clock, logger);

    /// <summary>A table without networks.</summary>
    public static Task<LatencyTable> BuildAsync(FakeMeter meter, FakeClock? clock = null, string? path = null) =>
        Builder(meter, clock).BuildAsync(Teacher, SearchSpace, path, null, TestContext.Current.CancellationToken);

    public static bool IsTeacher(LatencySubject subject) =>
        subject.IsWhole && subject.Definition!.Equals(LatencySubject.Of(Teacher).Definition);

    public static bool IsOperation(LatencySubject subject) => subject.Name.Contains(" in ", StringComparison.Ordinal);
}
