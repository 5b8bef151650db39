using System.Text;
using Lana.Problem;

namespace Lana.Fuzzing;

/// <summary>A selection problem as JSON; what is written of one that was read is read as the same.</summary>
internal sealed class ProblemJsonTarget() : TextTarget(
    "problem-json",
    [
        "layers", "costs", "alike", "maximumDistinct", "runLimits", "pairTerms", "name", "operations", "scores", "unit", "constant",
        "values", "minimum", "maximum", "operation", "longest", "firstLayer", "\"alike\":[[\"blocks.0.0\",\"blocks.0.1\"]]", "[[]]",
    ],
    typeof(SelectionFormatException))
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [Encoding.UTF8.GetBytes(SelectionProblemJson.Write(SomeProblem.Make()))];

    protected override Func<string> Read(string text)
    {
        var problem = SelectionProblemJson.Read(text, "input.json");
        return () =>
        {
            var written = SelectionProblemJson.Write(problem);
            return SelectionProblemJson.Write(SelectionProblemJson.Read(written)) == written
                ? string.Join('\n', [written, .. problem.Warnings])
                : throw new InvalidOperationException("what was written of the problem reads as another one");
        };
    }
}
