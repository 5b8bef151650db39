using System.Text.Json;
using Lana.Internal;

namespace Lana.Pipeline;

/// <summary>A finished stage as it is kept.</summary>
/// <typeparam name="T">What the stage gives.</typeparam>
/// <param name="Version">The version of the form; 1.</param>
/// <param name="Inputs">The hash of everything the stage was made from.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Result">What it gave.</param>
/// <param name="Hash">The hash of all that: a changed digit is as damaged as a cut file.</param>
internal sealed record StageFile<T>(int Version, string Inputs, double Seconds, T Result, string Hash)
{
    public static StageFile<T> Of(int version, string inputs, double seconds, T result) =>
        new(version, inputs, seconds, result, HashOf(inputs, seconds, result));

    public bool IsWhole() => Hash == HashOf(Inputs, Seconds, Result);

    private static string HashOf(string inputs, double seconds, T result)
    {
        using var hash = new ContentHash();
        return hash.Add(inputs).Add(seconds).Add(JsonSerializer.Serialize(result, JsonFile.DefaultOptions)).ToText();
    }
}
