using Accelerate;
using Accelerate.Sharding;
using Spectre.Console.Cli;

var app = new CommandApp<AccelerateCommand>();
app.Configure(configuration =>
{
    configuration.SetApplicationName("accelerate");
    configuration.AddCommand<DemoCommand>("demo").WithDescription("Writes a model and images to try this with.");
    configuration.AddCommand<PlanCommand>("plan").WithDescription("Measures, and divides the training of a pool among workers.");
    configuration.AddCommand<WorkCommand>("work").WithDescription("One worker of many: trains and scores its part.");
    configuration.AddCommand<MergeCommand>("merge").WithDescription("Puts the workers' parts together; the plain command goes on.");
    configuration.AddCommand<StatusCommand>("status").WithDescription("Says how far the workers are.");
    configuration.AddExample("model.onnx", "--images", "photos", "--budget", "0.5");
    configuration.AddExample(
        "model.onnx", "--images", "photos", "--budget", "4ms", "--colour", "bgr", "--mean", "0.5", "--deviation", "0.5");
    configuration.AddExample(
        "--network", "resnet18", "--weights", "resnet18.safetensors", "--images", "train", "--labels", "--budget", "200/s");
});

return await SampleApp.RunAsync(app, args, "Stopped. The same command continues where it stopped.");
