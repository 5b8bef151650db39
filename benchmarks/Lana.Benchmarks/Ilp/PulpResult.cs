namespace Lana.Benchmarks.Ilp;

/// <summary>What PuLP found in its time.</summary>
/// <param name="Objectives">The objective of each finished solution.</param>
/// <param name="CpuSeconds">The processor time, PuLP's and CBC's, after each: what other processes take does not
/// count against them.</param>
/// <param name="Version">The version of PuLP.</param>
internal sealed record PulpResult(IReadOnlyList<double> Objectives, IReadOnlyList<double> CpuSeconds, string Version);
