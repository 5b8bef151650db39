namespace Lana.Problem;

/// <summary>A layer of a <see cref="SelectionProblem"/>: the operations that may be chosen, and their scores.</summary>
/// <remarks>Forbidden operations and those whose score is not finite are not listed. Immutable.</remarks>
public sealed class SelectionLayer
{
    internal SelectionLayer(string name, string[] operations, double[] scores)
    {
        (Name, OperationArray, ScoreArray) = (name, operations, scores);
        (Operations, Scores) = (Array.AsReadOnly(operations), Array.AsReadOnly(scores));
    }

    /// <summary>The layer's name, for example <c>blocks.2.1</c>.</summary>
    public string Name { get; }

    /// <summary>The canonical names of the operations that may be chosen.</summary>
    public IReadOnlyList<string> Operations { get; }

    /// <summary>The score of each operation, as ordered in <see cref="Operations"/>: finite, lower is better.</summary>
    public IReadOnlyList<double> Scores { get; }

    internal string[] OperationArray { get; }

    internal double[] ScoreArray { get; }
}
