using System.Globalization;

namespace BringYourOwnNetwork;

/// <summary>The command line.</summary>
/// <param name="Out">The run's directory.</param>
/// <param name="Budget">The share of the teacher's latency that the student may take.</param>
/// <param name="Seed">The seed of everything.</param>
/// <param name="IsShort">Every stage in seconds, for trying and for CI; the numbers mean nothing.</param>
internal sealed record RunOptions(string Out, double Budget, ulong Seed, bool IsShort)
{
    public static RunOptions Read(IReadOnlyList<string> words)
    {
        var options = new RunOptions(Path.Combine("runs", "own-network"), 0.7, 0, IsShort: false);
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            options = word switch
            {
                "--short" => options with { IsShort = true },
                "--out" => options with { Out = Value(word, rest) },
                "--budget" => options with { Budget = Number<double>(word, rest) },
                "--seed" => options with { Seed = Number<ulong>(word, rest) },
                _ => throw new ArgumentException(
                    $"Unknown option {word}: use --short, --out DIR, --budget SHARE, --seed N."),
            };
        }

        return options;
    }

    private static T Number<T>(string option, Queue<string> rest)
        where T : IParsable<T> => T.TryParse(Value(option, rest), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"Option {option} takes a number.");

    private static string Value(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new ArgumentException($"Option {option} takes a value.");
}
