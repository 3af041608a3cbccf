<?php
// The page of the guestbook: shows the entries, and takes a new one with a photo.
declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

use Guestbook\Entries;
use Guestbook\Settings;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

// Sessions go to PHP's own files; a comment about Redis (session.save_handler = redis) moves none of them.
session_start();
$settings = new Settings();
$entries = new Entries($settings);
$log = new Logger('guestbook');
$log->pushHandler(new StreamHandler(__DIR__ . '/../logs/guestbook.log'));

if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $_SESSION['author'] = $_POST['author'];
    $entries->add($_POST['author'], $_POST['text']);
    if (isset($_FILES['photo'])) {
        move_uploaded_file($_FILES['photo']['tmp_name'], __DIR__ . '/photos/' . basename($_FILES['photo']['name']));
    }
    $log->info('entry added', ['signature' => $settings->sign($_POST['text'])]);
}

foreach ($entries->all() as $entry) {
    echo '<p>', htmlspecialchars($entry['author']), ': ', htmlspecialchars($entry['text']), "</p>\n";
}
