using Lana.Reproduction.Setup;
using Spectre.Console;

namespace Lana.Reproduction.Cells;

/// <summary>Fills a table, cell by cell; finished cells are skipped.</summary>
internal static class CellVerb
{
    public static async Task<int> RunAsync(
        IResultTable table, ReproductionOptions asked, CancellationToken cancellationToken)
    {
        var options = asked.For(table);
        var folder = new ResultFolder(options.Results);
        var families = options.FamiliesOr(table.Families.Select(Miniatures.Find)).ToList();
        foreach (var (seed, family) in options.Seeds.SelectMany(seed => families.Select(family => (seed, family))))
        {
            var file = folder.FileOf(table.Name, family.Name, seed);
            if (!File.Exists(file))
            {
                using var experiment = await Experiment.OpenAsync(options, family, seed, cancellationToken);
                await table.RunAsync(experiment, folder, cancellationToken);
            }

            AnsiConsole.MarkupLineInterpolated($"{file}");
        }

        return 0;
    }
}
