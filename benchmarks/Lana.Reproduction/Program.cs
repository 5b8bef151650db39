using Lana.Reproduction;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Tables;

// One verb for each table of the paper; finished results are on disk and are not computed again.
var arguments = new Arguments(args);
return await Sample.RunAsync(
    cancellationToken => arguments.TakeVerb() switch
    {
        "train-teachers" => TeacherVerb.RunAsync(ReproductionOptions.Read(arguments), cancellationToken),
        "render" => RenderVerb.RunAsync(ReproductionOptions.Read(arguments)),
        "estimate" => EstimateVerb.RunAsync(ReproductionOptions.Read(arguments), cancellationToken),
        var name => CellVerb.RunAsync(ResultTables.Find(name), ReproductionOptions.Read(arguments), cancellationToken),
    },
    "Stopped. What is finished is kept: start again to go on.");
