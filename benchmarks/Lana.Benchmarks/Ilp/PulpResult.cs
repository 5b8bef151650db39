namespace Lana.Benchmarks.Ilp;

/// <summary>The solutions that PuLP found in its time.</summary>
/// <param name="Objectives">The objective of each finished solution.</param>
/// <param name="CpuSeconds">The processor time of PuLP and CBC after each solution, without that of other processes.</param>
/// <param name="Version">The version of PuLP.</param>
internal sealed record PulpResult(IReadOnlyList<double> Objectives, IReadOnlyList<double> CpuSeconds, string Version);
