using System.Text.Json.Nodes;

namespace Lana;

/// <summary>What a run leaves behind, without its times of day.</summary>
internal static class RunFiles
{
    /// <summary>The bytes of weights, models and the pool, and the results in the stages' files.</summary>
    public static SortedDictionary<string, string> Of(string directory)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["scores"] = Result(Path.Combine(directory, "scores.json")),
            ["selection"] = Result(Path.Combine(directory, "selections.json")),
            ["fine-tuning"] = Result(Path.Combine(directory, "fine-tuning.json")),
        };
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, file);
            if (IsKept(name))
            {
                contents[name] = Convert.ToHexString(File.ReadAllBytes(file));
            }
        }

        return contents;
    }

    /// <summary>What pre-training and scoring leave behind.</summary>
    public static SortedDictionary<string, string> PoolAndScores(string directory)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["scores"] = Result(Path.Combine(directory, "scores.json")),
        };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(directory, "pool"), "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, file);
            if (IsKept(name))
            {
                contents[name] = Convert.ToHexString(File.ReadAllBytes(file));
            }
        }

        return contents;
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    // A process that is killed while it writes leaves its temporary file behind.
    private static bool IsKept(string name) => !name.EndsWith(".tmp", StringComparison.Ordinal)
        && (name.StartsWith("pool", StringComparison.Ordinal) || name.StartsWith("student", StringComparison.Ordinal));

    private static string Result(string path)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        return $"{file["inputs"]} {file["result"]!.ToJsonString()}";
    }
}
