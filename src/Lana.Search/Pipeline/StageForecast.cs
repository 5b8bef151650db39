namespace Lana.Pipeline;

/// <summary>The expected duration of one stage.</summary>
/// <param name="Name">The name of the stage, as in <see cref="AccelerationResult.StageSeconds"/>.</param>
/// <param name="Expected">The expected duration, at least zero.</param>
public sealed record StageForecast(string Name, TimeSpan Expected);
