using Samples;

namespace Lana.Benchmarks;

/// <summary>A separate report: it prints its measurements on the console, and one JSON object as its last line.</summary>
internal interface IBenchmarkVerb
{
    /// <summary>The first word of the command line.</summary>
    string Name { get; }

    /// <summary>Measures and reports.</summary>
    /// <param name="arguments">The rest of the command line.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken);
}
