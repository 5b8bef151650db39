using Lana.Storage;

namespace Lana.Acceleration;

/// <summary>The directory of a run: one small JSON file for each finished stage.</summary>
/// <remarks>A stage whose file is there and whose inputs have the hash it was made from is not done again; that is all that
/// going on after a stop needs.</remarks>
internal sealed class RunDirectory(string path, TimeProvider time)
{
    private const int Version = 1;
    private readonly Dictionary<string, double> _seconds = [];

    public string Path => path;

    /// <summary>How long each stage took when it was done.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public string File(params string[] parts) => System.IO.Path.Combine([path, .. parts]);

    /// <summary>Gives a stage's result: from its file where that fits, else by doing it.</summary>
    /// <param name="name">The stage's name, which is its file's.</param>
    /// <param name="inputs">The hash of everything it is made from.</param>
    /// <param name="make">Does it.</param>
    public async Task<T> StageAsync<T>(string name, string inputs, Func<Task<T>> make)
    {
        var file = File($"{name}.json");
        if (System.IO.File.Exists(file))
        {
            var kept = JsonFile.Read<StageFile<T>>(file);
            if (kept.Version == Version && kept.Inputs == inputs)
            {
                _seconds[name] = kept.Seconds;
                return kept.Result;
            }
        }

        var start = time.GetTimestamp();
        var result = await make().ConfigureAwait(false);
        _seconds[name] = time.GetElapsedTime(start).TotalSeconds;
        AtomicFile.WriteJson(file, new StageFile<T>(Version, inputs, _seconds[name], result));
        return result;
    }
}
