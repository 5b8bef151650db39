namespace Lana.Acceleration;

/// <summary>A finished stage as it is kept.</summary>
/// <typeparam name="T">What the stage gives.</typeparam>
/// <param name="Version">The version of the form; 1.</param>
/// <param name="Inputs">The hash of everything the stage was made from.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Result">What it gave.</param>
internal sealed record StageFile<T>(int Version, string Inputs, double Seconds, T Result);
