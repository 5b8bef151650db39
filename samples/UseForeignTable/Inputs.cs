using Lana.Candidates;
using Lana.Devices;
using Lana.Networks;
using Lana.Problem;
using Lana.Selections;
using Lana.Tables;
using Spectre.Console;

namespace UseForeignTable;

/// <summary>What the sample is given: two files, and what they speak of.</summary>
/// <param name="Teacher">The network whose layers both files name.</param>
/// <param name="Table">The other device's latencies.</param>
/// <param name="Scores">How much worse the network becomes by each operation.</param>
internal sealed record Inputs(NetworkDefinition Teacher, LatencyTable Table, ScoreTable Scores)
{
    public static Inputs Read(Options options)
    {
        var teacher = NamedNetwork.Define(options.Network, options.Resolution);
        var scores = ReadScores(options.Scores);
        var searchSpace = SearchSpace.Named(scores.Entries
            .Select(entry => entry.Key.Operation)
            .Where(name => name != Operation.TeacherName)
            .Distinct());

        // Only the operations that were scored are asked for, and only where they were: the rest of the file is
        // checked and passed over.
        var scored = searchSpace.Where((operation, layer) => scores.TryGet(new(layer.Name, operation.Name), out _));
        var device = new DeviceProfile(
            options.Device, 1, "unknown", "unknown", "unknown", "unknown", "unknown", 1, options.Batch, "float32");
        return new Inputs(teacher, LatencyCsv.Read(options.Table, teacher, scored, device), scores);
    }

    // The selector's own CSV, of which the costs are not used.
    private static ScoreTable ReadScores(string file)
    {
        var problem = SelectionProblemCsv.Read(File.ReadAllText(file), file);
        foreach (var warning in problem.Warnings)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        return new ScoreTable("loss", file, problem.Layers.SelectMany(layer => layer.Operations
            .Zip(layer.Scores, (operation, score) => new ScoreEntry(layer.Name, operation, score))));
    }
}
